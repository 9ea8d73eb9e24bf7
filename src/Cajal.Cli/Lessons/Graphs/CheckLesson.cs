using Cajal.Training;

namespace Cajal.Cli.Lessons.Graphs;

/// <summary>Gradients compared with differences of the loss; planted faults are found; parameters as one vector.</summary>
internal sealed class CheckLesson()
    : Lesson("check", "are the gradients right? compared with differences of the loss; five planted mistakes are named; parameters as one vector", "G6", "G7")
{
    private static readonly string[] Faults = ["one weight", "sign", "lost bias", "penalised bias", "missing 1/m"];
    private static readonly string[] Names = ["alone is wrong", "of the wrong sign", "is lost", "a penalty", "6 times too large"];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        Dataset data = BuiltInData.Load("animals", rows: 6, seed: 1);
        Sequential net = new Sequential { new Dense(6), new Tanh(), new Dense(5), new Relu(), new Dense(4), new Softmax() }
            .Build([3], seed: 1).Compile(new Sgd(), new CrossEntropy());
        net.Unroll().Assign([.. net.Unroll().ToArray().Select((weight, index) => weight + (0.01f * ((index % 7) - 3.5f)))]);
        data = Scaler.Fit("standard", data).Apply(data);

        page.Say("One call on any model, model.CheckGradients(data); one verb, cajal check. A training that does not ask for it pays nothing.");
        GradientCheckResult right = net.CheckGradients(data);
        page.Show(right);
        page.Check("G6", "largest relative error of right gradients", right.MaxRelativeError, Bound.AtMost(GradientCheckResult.Tolerance));
        page.Check("G6", "compared and skipped (a kink was crossed), less all parameters", right.Checked + right.Skipped - right.Parameters, Bound.Equal(0));
        page.Check("G6", "share skipped", (double)right.Skipped / right.Parameters, Bound.AtMost(GradientCheckResult.SkippedShare));
        page.Say("Five mistakes that one makes, planted on purpose:");
        foreach ((string fault, string name) in Faults.Zip(Names))
        {
            GradientCheckResult wrong = new GradientChecker(net, data, (parameter, gradient) => Planted(fault, parameter.Name, gradient)).Run(1000, 0);
            page.Show($"{fault,-15} {string.Join("; ", wrong.Faults)}");
            page.Holds("G6", $"found and named: {fault}", !wrong.Ok && wrong.Faults is [var only] && only.Contains(name, StringComparison.Ordinal));
        }

        StepSize(page);
        Vector(page, net);
    }

    /// <summary>Differences of e^(sin x) at 0.7 against its derivative, for ever smaller steps.</summary>
    private static void StepSize(LessonPage page)
    {
        const double X = 0.7;
        double F(double x) => Math.Exp(Math.Sin(x));
        double slope = Math.Cos(X) * F(X);
        double[] steps = [.. Enumerable.Range(4, 45).Select(quarter => Math.Pow(10, -quarter / 4.0))];
        page.Say("Why ε = 1e-4? A two-sided difference errs by ε², until what rounding loses, divided by ε, is more. Error for d/dx e^(sin x):");
        page.DrawCurves("error of a difference by its step ε", "ε = 0.1", "1e-12", [
            new("two-sided, (f(x + ε) - f(x - ε)) / 2ε", [.. steps.Select(e => Math.Abs(((F(X + e) - F(X - e)) / (2 * e)) - slope))]),
            new("one-sided, (f(x + ε) - f(x)) / ε", [.. steps.Select(e => Math.Abs(((F(X + e) - F(X)) / e) - slope))]),
        ]);
    }

    /// <summary>A gradient with a mistake in it.</summary>
    private static Node Planted(string fault, string parameter, Node gradient) => (fault, parameter) switch
    {
        ("one weight", "dense1.weight") => gradient * (1 + (0.001 * gradient.Reshape([1, gradient.Shape.Count]).ArgMaximum().OneHot(gradient.Shape.Count).Reshape(gradient.Shape))),
        ("sign", "dense3.weight") => -gradient,
        ("lost bias", "dense1.bias") => gradient.Graph.Constant(0).Broadcast(gradient.Shape),
        ("penalised bias", "dense3.bias") => gradient + (0.3 * gradient.Graph.Nodes.Single(node => node.Operator is Cajal.Ops.Parameter { ParameterName: "dense3.bias" })),
        ("missing 1/m", _) => gradient * 6,
        _ => gradient,
    };

    private static void Vector(LessonPage page, Model net)
    {
        ParameterVector vector = net.Unroll();
        page.Say("All parameters are one vector, in a documented order; index and name lead to each other:");
        page.Show(string.Join("\n", net.Parameters.Select(parameter => $"{parameter.Name,-13} {parameter.Shape,-7} from {vector.IndexOf(parameter.Name)}")));
        float[] values = vector.ToArray();
        float[] others = [.. values.Select((_, index) => BitConverter.Int32BitsToSingle(0x3F800000 + (index * 77777)))];
        vector.Assign(others);
        page.Check("G7", "bits that change on the way into the net and out again",
            net.Unroll().ToArray().Zip(others).Count(pair => BitConverter.SingleToInt32Bits(pair.First) != BitConverter.SingleToInt32Bits(pair.Second)),
            Bound.Equal(0));
        vector.Assign(values);
        page.Check("G7", "indices that do not lead to their name and back",
            Enumerable.Range(0, vector.Length).Count(index => vector.NameOf(index) is var (name, element) && vector.IndexOf(name, element) != index),
            Bound.Equal(0));
        page.Check("G7", "length, (3·6 + 6) + (6·5 + 5) + (5·4 + 4)", vector.Length, Bound.Equal(24 + 35 + 24));
    }
}
