using System.Globalization;
using Cajal.Cli.Lessons.Graphs;
using Cajal.Cli.Lessons.Graphs.Errata;

namespace Cajal.Cli.Lessons.Losses;

/// <summary>Squared error and the negative log likelihood of softmax outputs, by hand.</summary>
internal sealed class LossesLesson()
    : Lesson("losses", "squared error, softmax and cross entropy by hand: the gradient at the sums is f(x) - e(y)", "C1", "C2")
{
    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        SquaredError(page);
        page.Say("K classes: f = softmax(z), l = -ln f_y. By hand, for z = (1, 2, 0.5) and y = 0:");
        CrossEntropyByHand(page);
        page.Say("Where f_y underflows to 0, -ln f_y is infinite; taken from the sums it is not: l = ln Σ e^(zᵢ - max) + max - z_y.");
        Extremes(page);
        page.Say("Why not squared error behind a sigmoid f = σ(z)? Where the net is sure and wrong, its slope vanishes. Slopes at the sum z, y = 1:");
        double[] outputs = [.. Enumerable.Range(-60, 121).Select(tenth => 1 / (1 + Math.Exp(-tenth / 10.0)))];
        page.DrawCurves("slope of the cost at the sum z, where y = 1", "z = -6", "6", [
            new("-ln f: f - 1", [.. outputs.Select(f => f - 1)]), new("½(f - 1)²: (f - 1)·f(1 - f)", [.. outputs.Select(f => (f - 1) * f * (1 - f))]),
        ]);
    }

    private static void SquaredError(LessonPage page)
    {
        var example = new WorkedExample();
        double prediction = example.Before[example.Prediction].Value[0];
        page.Say($"½(ŷ - y)² of the worked example: ½({prediction.ToString(CultureInfo.InvariantCulture)} - 1)² = {example.Before[example.Before.Result].Value[0].ToString(CultureInfo.InvariantCulture)}");
        page.Check("C1", "the worked example's error", example.Before[example.Before.Result].Value[0], Bound.Within(0.3272405, 1e-12));

        // Rows (1, 2) and (3, 5) for targets (0, 2) and (1, 1): squares 1, 0, 4, 16.
        var graph = new Graph();
        Node z = graph.Input("z", [2, 2]);
        Node y = graph.Input("y", [2, 2]);
        var values = new NodeValues { [z] = [1, 2, 3, 5], [y] = [0, 2, 1, 1] };
        double Of(Loss loss) => loss.PerRow(z, y).Mean().Evaluate(values)[0];
        page.Check("C1", "½‖z - y‖², mean over the rows", Of(new HalfSquaredError()), Bound.Within((0.5 + 10) / 2, 1e-12));
        page.Check("C1", "the same, summed over the rows", new HalfSquaredError().PerRow(z, y).Sum().Evaluate(values)[0], Bound.Within(10.5, 1e-12));
        page.Check("C1", "mean squared error", Of(new MeanSquaredError()), Bound.Within(21.0 / 4, 1e-12));
        Node sum = new HalfSquaredError().PerRow(z, y).Sum();
        page.Holds("C1", "∂½‖z - y‖²/∂z = z - y", sum.Gradients([z])[0].Evaluate(values).SequenceEqual([1, 0, 2, 4]));
    }

    private static void CrossEntropyByHand(LessonPage page)
    {
        double[] z = [1, 2, 0.5];
        double[] e = [.. z.Select(Math.Exp)];
        double[] f = [.. e.Select(value => value / e.Sum())];
        double[] gradient = [f[0] - 1, f[1], f[2]];
        (double loss, double[] computed, double[] differences) = Loss(z, 0);
        page.Show($"e^z     = {Text(e)}   sum {Text([e.Sum()])}\nf       = {Text(f)}\nl       = {Text([-Math.Log(f[0])])}\nf - e(y) = {Text(gradient)}\ngraph   = {Text(computed)}");
        page.Check("C2", "-ln f_y by hand against the graph", Math.Abs(loss + Math.Log(f[0])), Bound.AtMost(1e-12));
        page.Check("C2", "f - e(y) by hand against the graph, largest difference", computed.Zip(gradient, (a, b) => Math.Abs(a - b)).Max(),
            Bound.AtMost(1e-12));
        page.Check("C2", "the graph against finite differences, largest difference", computed.Zip(differences, (a, b) => Math.Abs(a - b)).Max(),
            Bound.AtMost(1e-9));
        for (int label = 0; label < 3; label++)
        {
            page.Check("C2", $"label {label}: gradient at its own sum, f_y - 1", Loss(z, label).Gradient[label] - (f[label] - 1), Bound.Within(0, 1e-12));
        }
    }

    private static void Extremes(LessonPage page)
    {
        (double loss, double[] gradient, _) = Loss([1e4, -1e4, 0], 1);
        page.Show($"z = (10000, -10000, 0), y = 1: l = {loss.ToString(CultureInfo.InvariantCulture)}, gradient {Text(gradient)}");
        page.Check("C2", "loss at sums of ±10,000 for the wrong class", loss, Bound.Equal(20_000));
        page.Holds("C2", "its gradient is exactly (1, -1, 0)", gradient.SequenceEqual([1, -1, 0]));
        page.Check("C2", "loss at sums of ±10,000 for the right class", Loss([1e4, -1e4, 0], 0).Loss, Bound.Equal(0));
    }

    /// <summary>Cross entropy of a softmax layer's output, as a model has it.</summary>
    private static (double Loss, double[] Gradient, double[] Differences) Loss(double[] logits, int label)
    {
        var graph = new Graph();
        Node z = graph.Input("z", [1, logits.Length]);
        Node y = graph.Input("y", [1, 1], Kind.Integer);
        Node loss = new CrossEntropy().PerRow(new Softmax().Apply(z), y).Sum();
        var values = new NodeValues { [z] = logits, [y] = label };
        return (loss.Evaluate(values)[0], loss.Gradients([z])[0].Evaluate(values), Differences.Of(loss, z, values));
    }

    private static string Text(double[] numbers) => string.Join(" ", numbers.Select(number => number.ToString("0.000000", CultureInfo.InvariantCulture).PadLeft(9)));
}
