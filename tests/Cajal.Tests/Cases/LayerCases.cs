namespace Cajal.Tests;

/// <summary>One layer in the table that all layer tests run over.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Make">The layer.</param>
/// <param name="Input">Shape of one row.</param>
/// <param name="Output">Expected shape of one row of the output.</param>
/// <param name="Reference">Expected output of one row at prediction, from the row and the parameters in the order of their declaration.</param>
/// <param name="NumbersBelow">When above 0, the input holds whole numbers below it.</param>
internal sealed record LayerCase(
    string Name, Func<Layer> Make, Shape Input, Shape Output, Func<double[], double[][], double[]> Reference, int NumbersBelow = 0)
{
    public BuiltLayer Build(bool training, int batch = 3) => new(Make(), Input, training, batch, numbersBelow: NumbersBelow);


    public override string ToString() => Name;
}

internal static class LayerCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("Dense", () => new Dense(4), [3], [4], (x, p) => Affine(x, p[0], p[1], 1)),
        new("Dense one to one", () => new Dense(1), [1], [1], (x, p) => Affine(x, p[0], p[1], 1)),
        new("Dense without bias", () => new Dense(5, hasBias: false), [2], [5], (x, p) => Affine(x, p[0], new double[5], 1)),
        new("Dense neural tangent", () => new Dense(2, scale: WeightScale.NeuralTangent), [9], [2], (x, p) => Affine(x, p[0], p[1], 1.0 / 3)),
        new("Dense with settings",
            () => new Dense(4, new HeInitializer(WeightDistribution.Uniform), new ConstantInitializer(0.5)) { BiasRateFactor = 0.1, Name = "hidden" },
            [3], [4], (x, p) => Affine(x, p[0], p[1], 1)),
        .. ConvolutionCases.Layers,
        new("Dropout", () => new Dropout(0.3), [6], [6], (x, _) => x),
        new("Dropout of nothing", () => new Dropout(0), [2, 3], [2, 3], (x, _) => x),
        new("Flatten", () => new Flatten(), [2, 4], [8], (x, _) => x),
        new("FeatureScale", () => new FeatureScale(), [5], [5], (x, p) => [.. x.Zip(p[0], (a, s) => a * s)]),
        .. PictureLayerCases.All,
        new("Softmax", () => new Softmax(), [5], [5], (x, _) => SoftmaxOf(x)),
        Pointwise("Identity", () => new Identity(), x => x),
        Pointwise("Sigmoid", () => new Sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        Pointwise("Tanh", () => new Tanh(), Math.Tanh),
        Pointwise("Relu", () => new Relu(), x => Math.Max(x, 0)),
        Pointwise("LeakyRelu", () => new LeakyRelu(), x => x > 0 ? x : 0.01 * x),
        Pointwise("LeakyRelu 0.3", () => new LeakyRelu(0.3), x => x > 0 ? x : 0.3 * x),
        Pointwise("Elu", () => new Elu(), x => x > 0 ? x : Math.Exp(x) - 1),
        Pointwise("Elu 0.5", () => new Elu(0.5), x => x > 0 ? x : 0.5 * (Math.Exp(x) - 1)),
        Pointwise("Selu", () => new Selu(), x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        Pointwise("Gelu", () => new Gelu(), x => x * NormalDistribution(x)),
        Pointwise("GeluTanh", () => new GeluTanh(), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        Pointwise("Silu", () => new Silu(), x => x / (1 + Math.Exp(-x))),
        Pointwise("Mish", () => new Mish(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        Pointwise("Softplus", () => new Softplus(), x => Math.Log(1 + Math.Exp(x))),
        Pointwise("Threshold", () => new Threshold(), x => x > 0 ? 1 : 0),
        Pointwise("Threshold at zero", () => new Threshold(firesAtZero: true), x => x >= 0 ? 1 : 0),
    ];

    /// <summary>The plain formula, with the maximum taken off.</summary>
    public static double[] SoftmaxOf(double[] x)
    {
        double sum = x.Sum(z => Math.Exp(z - x.Max()));
        return [.. x.Select(z => Math.Exp(z - x.Max()) / sum)];
    }

    private static LayerCase Pointwise(string name, Func<Layer> make, Func<double, double> f) => new(name, make, [2, 3], [2, 3], (x, _) => [.. x.Select(f)]);

    private static double[] Affine(double[] x, double[] weight, double[] bias, double scale) =>
        [.. bias.Select((b, column) => b + (scale * x.Select((value, row) => value * weight[(row * bias.Length) + column]).Sum()))];

    /// <summary>Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …), which converges fast for |x| ≤ 3.</summary>
    private static double NormalDistribution(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 3; n < 101; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
