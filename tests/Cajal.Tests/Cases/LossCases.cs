namespace Cajal.Tests;

/// <summary>One loss in the table that all loss tests run over.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Output">Shape of one row of the output.</param>
/// <param name="Target">Shape, range and kind of one row of the target.</param>
/// <param name="Reference">Expected loss of one row, by the plain formula.</param>
internal sealed record LossCase(string Name, Loss Loss, Shape Output, OperandSpec Target, Func<double[], double[], double> Reference)
{
    public override string ToString() => Name;
}

internal static class LossCases
{
    public static IEnumerable<LossCase> All =>
    [
        Classes("CrossEntropy of 2", new CrossEntropy(), 2, 0),
        Classes("CrossEntropy of 7", new CrossEntropy(), 7, 0),
        Classes("CrossEntropy smoothed", new CrossEntropy(0.1), 5, 0.1),
        Values("BinaryCrossEntropy of 1", new BinaryCrossEntropy(), [1], 0, (z, y) => Logistic(z, y, 1)),
        Values("BinaryCrossEntropy", new BinaryCrossEntropy(), [4], 0, (z, y) => Logistic(z, y, 1) / 4),
        Values("BinaryCrossEntropy summed", new BinaryCrossEntropy(outputs: OutputReduction.Sum), [4], 0, (z, y) => Logistic(z, y, 1)),
        Values("BinaryCrossEntropy weighted", new BinaryCrossEntropy(2.5), [3], 0, (z, y) => Logistic(z, y, 2.5) / 3),
        Values("MeanSquaredError", new MeanSquaredError(), [3], -2, (o, t) => (o - t) * (o - t) / 3),
        Values("MeanSquaredError of images", new MeanSquaredError(), [2, 3], -2, (o, t) => (o - t) * (o - t) / 6),
        Values("HalfSquaredError", new HalfSquaredError(), [3], -2, (o, t) => (o - t) * (o - t) / 2),
        Values("MeanAbsoluteError", new MeanAbsoluteError(), [2], -2, (o, t) => Math.Abs(o - t) / 2),
        Values("Huber", new Huber(), [4], -2, (o, t) => HuberOf(o - t, 1) / 4),
        Values("Huber 0.3", new Huber(0.3), [4], -2, (o, t) => HuberOf(o - t, 0.3) / 4),
    ];

    private static LossCase Classes(string name, Loss loss, int classes, double smoothing) =>
        new(name, loss, [classes], new([1], 0, classes, Kind.Integer), (z, y) => -z.Select((_, c) =>
            (((c == (int)y[0] ? 1 - smoothing : 0) + (smoothing / classes)) * Math.Log(LayerCases.SoftmaxOf(z)[c]))).Sum());

    private static LossCase Values(string name, Loss loss, Shape shape, double least, Func<double, double, double> element) =>
        new(name, loss, shape, new(shape, least, least == 0 ? 1 : 2), (o, t) => o.Zip(t, element).Sum());

    private static double Logistic(double z, double y, double positiveWeight)
    {
        double p = 1 / (1 + Math.Exp(-z));
        return -((positiveWeight * y * Math.Log(p)) + ((1 - y) * Math.Log(1 - p)));
    }

    private static double HuberOf(double error, double delta) =>
        Math.Abs(error) <= delta ? 0.5 * error * error : delta * (Math.Abs(error) - (0.5 * delta));
}
