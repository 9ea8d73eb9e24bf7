using System.Globalization;
using Cajal.Cli.Lessons.Graphs.Errata;
using Cajal.Cli.Lessons.Pictures;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Networks;

/// <summary>Activations with their derivatives, and softmax with its Jacobian.</summary>
internal sealed class ActivationsLesson()
    : Lesson("activations", "what a unit makes of its sum: thirteen functions with their derivatives, and softmax with its Jacobian", "F3", "F4")
{
    private static readonly string[] Drawn = ["threshold", "sigmoid", "tanh", "relu", "gelu", "softplus"];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Value and derivative at -50, -49.9, … 50 against formulas written out with the system's exp and tanh (largest difference, relative above 1):");
        double[] points = [.. Enumerable.Range(-500, 1001).Where(i => i != 0).Select(i => i / 10.0)];
        var table = new TextTable("function", ">value at 1", ">derivative at 1", ">value, off by", ">derivative, off by");
        foreach (ActivationReference reference in ActivationReference.All)
        {
            (double[] values, double[] derivatives) = Computed(reference.Name, points);
            double value = points.Zip(values, (x, y) => Off(reference.Value(x), y)).Max();
            double derivative = points.Zip(derivatives, (x, y) => Off(reference.Derivative(x), y)).Max();
            int one = Array.IndexOf(points, 1.0);
            table.Add(reference.Name, Text(values[one]), Text(derivatives[one]), Figures.Short(value), Figures.Short(derivative));
            page.Check("F3", $"{reference.Name}: value off by", value, Bound.AtMost(1e-13));
            page.Check("F3", $"{reference.Name}: derivative off by", derivative, Bound.AtMost(1e-13));
        }

        page.Show(string.Join("\n", table.Lines()));
        double[] far = [-1e4, 1e4];
        page.Check("F3", "values and derivatives at ±10,000 that are not finite", Activation.Names.Where(name => name != "softmax")
            .SelectMany(name => Computed(name, far) is var (values, derivatives) ? values.Concat(derivatives) : []).Count(value => !double.IsFinite(value)), Bound.Equal(0));
        page.Check("F3", "the same in float32", Activation.Names.Where(name => name != "softmax").Sum(name =>
            new Sequential { Activation.ByName(name) }.Build([2]).Predict([-1e4f, 1e4f]).Count(value => !float.IsFinite(value))), Bound.Equal(0));
        page.Holds("F3", "every activation but softmax has a reference",
            ActivationReference.All.Select(reference => reference.Name).Order().SequenceEqual(Activation.Names.Except(["softmax"]).Order()));
        Softmax(page);
        double[] shown = [.. Enumerable.Range(-30, 61).Select(i => i / 10.0)];
        page.Draw(CurvePicture.Draw("activations", "-3", "3", [.. Drawn.Select(name => new Curve(name, Computed(name, shown).Values))]));
    }

    /// <summary>sᵢ(δᵢⱼ − sⱼ).</summary>
    private static void Softmax(LessonPage page)
    {
        double[] logits = [1.5, -0.3, 0.8, 2.1, -1];
        int k = logits.Length;
        var graph = new Graph();
        Node z = graph.Input("z", [1, k]);
        Node s = z.Softmax();
        var values = new NodeValues { [z] = logits };
        double[] f = s.Evaluate(values);
        double[,] jacobian = s.Jacobian(z, values);
        page.Say("Softmax and its Jacobian ∂sᵢ/∂zⱼ = sᵢ(δᵢⱼ - sⱼ): a row for each output, a column for each sum.");
        page.Show(string.Join(" ", f.Select(Text)));
        page.Show(string.Join("\n", Enumerable.Range(0, k).Select(i => string.Join(" ", Enumerable.Range(0, k).Select(j => Text(jacobian[i, j]).PadLeft(9))))));
        var pairs = (from i in Enumerable.Range(0, k) from j in Enumerable.Range(0, k) select (i, j)).ToArray();
        page.Check("F4", "Jacobian against sᵢ(δᵢⱼ - sⱼ), largest difference",
            pairs.Max(p => Math.Abs(jacobian[p.i, p.j] - (f[p.i] * ((p.i == p.j ? 1 : 0) - f[p.j])))), Bound.AtMost(1e-15));
        Node pick = graph.Input("pick", [k, 1]);
        double difference = Enumerable.Range(0, k).Max(i =>
        {
            values[pick] = [.. Enumerable.Range(0, k).Select(j => i == j ? 1.0 : 0)];
            return Differences.Of(s.MatMul(pick).Sum(), z, values).Select((slope, j) => Math.Abs(slope - jacobian[i, j])).Max();
        });
        page.Check("F4", "Jacobian against finite differences, largest difference", difference, Bound.AtMost(1e-9));
        foreach (int width in new[] { 5, 100, 1000 })
        {
            Node wide = graph.Input($"wide{width}", [1, width]);
            double sum = wide.Softmax().Evaluate(new() { [wide] = [.. Enumerable.Range(0, width).Select(i => 10 * Math.Sin(i))] }).Sum();
            page.Check("F4", $"K = {width}: sum of a row less 1", Math.Abs(sum - 1), Bound.AtMost(1e-15 * width));
        }

        values[z] = [1e4, -1e4, 0, 1e4, -1e4];
        page.Holds("F4", "at ±10,000 the outputs are ½ 0 0 ½ 0", s.Evaluate(values).SequenceEqual([0.5, 0, 0, 0.5, 0]));
    }

    private static (double[] Values, double[] Derivatives) Computed(string name, double[] points)
    {
        var graph = new Graph();
        Node x = graph.Input("x", [points.Length]);
        Node y = Activation.ByName(name).Apply(x);
        var values = new NodeValues { [x] = points };
        return (y.Evaluate(values), y.Sum().Gradients([x])[0].Evaluate(values));
    }

    private static double Off(double expected, double actual) => Math.Abs(expected - actual) / Math.Max(1, Math.Abs(expected));

    private static string Text(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
