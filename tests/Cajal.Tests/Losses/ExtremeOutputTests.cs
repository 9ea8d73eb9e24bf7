namespace Cajal.Tests.Losses;

/// <summary>Every loss and its gradient at outputs of ±1e4: finite, and exact to 1e-11 by formulas that cannot overflow.</summary>
public sealed class ExtremeOutputTests
{
    private const int Rows = 40;
    private static readonly double[] Extremes = [1e4, -1e4, 1e4 - 0.5, -1e4 + 0.25, 0, 3];
    private static readonly Dictionary<string, LossCase> Cases = LossCases.All.ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_and_gradient_are_finite_and_exact(string name)
    {
        LossCase row = Cases[name];
        var random = new Random(123);
        var graph = new Graph();
        Node output = graph.Input("output", [Rows, .. row.Output.Sizes]);
        Node target = graph.Input("target", [Rows, .. row.Target.Shape.Sizes], row.Target.Kind);
        double[] z = [.. Enumerable.Range(0, output.Shape.Count).Select(_ => Extremes[random.Next(Extremes.Length)])];
        double[] y = row.Loss is BinaryCrossEntropy
            ? [.. Enumerable.Range(0, target.Shape.Count).Select(_ => random.Next(5) / 4.0)]
            : (row.Target with { Shape = target.Shape }).Values(random);
        var values = new Dictionary<Node, double[]> { [output] = z, [target] = y };
        Node perRow = row.Loss.PerRow(output, target);
        Node slope = perRow.Sum().Gradients([output])[0];
        Dictionary<Node, double[]> results = GradientCheck.Evaluate([perRow, slope], values);
        (double[] Values, double[] Slopes)[] expected =
            [.. z.Chunk(row.Output.Count).Zip(y.Chunk(row.Target.Shape.Count), (outputs, targets) => Exact(row.Loss, outputs, targets))];
        Near.Equal([.. expected.Select(pair => pair.Values.Sum())], results[perRow], 1e-11, name);
        Near.Equal([.. expected.SelectMany(pair => pair.Slopes)], results[slope], 1e-11, name);
        PlanCheck.SameBits<float>(new GraphFunction([perRow, slope]), values);
        Assert.All(results[perRow].Concat(results[slope]), number => Assert.True(double.IsFinite(number)));
    }

    /// <summary>Parts of one row's loss, and its derivative by each output.</summary>
    private static (double[] Values, double[] Slopes) Exact(Loss loss, double[] z, double[] y) => loss switch
    {
        CrossEntropy cross => Softmax(z, [.. z.Select((_, c) => (c == (int)y[0] ? 1 - cross.LabelSmoothing : 0) + (cross.LabelSmoothing / z.Length))]),
        BinaryCrossEntropy binary => Each(z, y, binary.Outputs == OutputReduction.Mean ? z.Length : 1, (logit, label) => Logistic(logit, label, binary.PositiveWeight)),
        MeanSquaredError => Each(z, y, z.Length, (o, t) => ((o - t) * (o - t), 2 * (o - t))),
        HalfSquaredError => Each(z, y, 1, (o, t) => (0.5 * (o - t) * (o - t), o - t)),
        MeanAbsoluteError => Each(z, y, z.Length, (o, t) => (Math.Abs(o - t), Math.Sign(o - t))),
        Huber huber => Each(z, y, z.Length, (o, t) => Math.Abs(o - t) <= huber.Delta
            ? (0.5 * (o - t) * (o - t), o - t)
            : (huber.Delta * (Math.Abs(o - t) - (0.5 * huber.Delta)), huber.Delta * Math.Sign(o - t))),
        _ => throw new InvalidOperationException($"{loss.Kind} has no exact formula here. Add it."),
    };

    private static (double[] Values, double[] Slopes) Each(double[] z, double[] y, double divisor, Func<double, double, (double Value, double Slope)> element)
    {
        (double Value, double Slope)[] parts = [.. z.Zip(y, element)];
        return ([.. parts.Select(part => part.Value / divisor)], [.. parts.Select(part => part.Slope / divisor)]);
    }

    private static (double[] Values, double[] Slopes) Softmax(double[] z, double[] target)
    {
        double sum = z.Sum(value => Math.Exp(value - z.Max()));
        double total = z.Max() + Math.Log(sum);
        return ([.. z.Select((value, c) => target[c] * (total - value))], [.. z.Select((value, c) => (Math.Exp(value - z.Max()) / sum) - target[c])]);
    }

    private static (double Value, double Slope) Logistic(double z, double y, double positiveWeight)
    {
        double rest = Math.Exp(-Math.Abs(z));
        double log = Math.Log(1 + rest);
        double sigmoid = z >= 0 ? 1 / (1 + rest) : rest / (1 + rest);
        double value = (positiveWeight * y * (Math.Max(-z, 0) + log)) + ((1 - y) * (Math.Max(z, 0) + log));
        return (value, ((1 - y) * sigmoid) - (positiveWeight * y * (1 - sigmoid)));
    }
}
