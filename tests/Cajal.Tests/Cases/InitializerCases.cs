namespace Cajal.Tests;

/// <summary>One initialiser with the moments that its values must have on a [300, 200] weight.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Initializer">The initialiser.</param>
/// <param name="Deviation">Standard deviation; mean 0.</param>
/// <param name="Kurtosis">Fourth moment over squared variance: 3 normal, 1.8 uniform.</param>
/// <param name="Limit">No value is larger.</param>
internal sealed record InitializerCase(string Name, Initializer Initializer, double Deviation, double Kurtosis, double Limit = double.PositiveInfinity)
{
    public override string ToString() => Name;
}

internal static class InitializerCases
{
    public const int In = 300;
    public const int Out = 200;

    public static IEnumerable<InitializerCase> All =>
    [
        new("Zeros", new ZerosInitializer(), 0, 1, 0),
        new("Uniform", new UniformInitializer(0.12), 0.12 / Math.Sqrt(3), 1.8, 0.12),
        new("Normal deviation 0.01", new NormalInitializer(0.01), 0.01, 3),
        new("Normal variance 0.01", NormalInitializer.FromVariance(0.01), 0.1, 3),
        new("Glorot uniform", new GlorotInitializer(), Math.Sqrt(2.0 / (In + Out)), 1.8, Math.Sqrt(6.0 / (In + Out))),
        new("Glorot normal", new GlorotInitializer(WeightDistribution.Normal), Math.Sqrt(2.0 / (In + Out)), 3),
        new("He normal", new HeInitializer(), Math.Sqrt(2.0 / In), 3),
        new("He uniform", new HeInitializer(WeightDistribution.Uniform), Math.Sqrt(2.0 / In), 1.8, Math.Sqrt(6.0 / In)),
        new("LeCun normal", new LeCunInitializer(), Math.Sqrt(1.0 / In), 3),
        new("LeCun uniform", new LeCunInitializer(WeightDistribution.Uniform), Math.Sqrt(1.0 / In), 1.8, Math.Sqrt(3.0 / In)),
        new("Orthogonal", new OrthogonalInitializer(), Math.Sqrt(1.0 / In), 3),
    ];

    public static ParameterDeclaration Weight(Initializer initializer, int rows = In, int columns = Out) =>
        new("weight", [rows, columns], initializer, IsWeight: true, rows, columns);
}
