namespace Cajal;

/// <summary>What the normalising layers have in common.</summary>
internal static class Normalization
{
    /// <summary>The size of the last axis, whose places are scaled and shifted.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static int Features(Layer layer, Shape row) => row.Rank > 0 && row.Count > 0
        ? row.Columns
        : throw new ConfigurationException($"{layer.Title}: one row of the input has shape {row}, expected [features] or […, features] with at least one number.");

    /// <summary>The learned scale, first 1, and shift, first 0.</summary>
    public static IReadOnlyList<ParameterDeclaration> Declare(int features) =>
    [
        new("weight", [features], new ConstantInitializer(1), IsWeight: false, FanIn: 1, FanOut: 1),
        new("bias", [features], new ZerosInitializer(), IsWeight: false, FanIn: 1, FanOut: 1),
    ];

    /// <summary>1/√(variance + ε).</summary>
    public static Node InverseDeviation(Node variance, double epsilon) => 1.0 / (variance + epsilon).Sqrt();

    /// <summary>Each row of the matrix view with mean 0 and variance 1.</summary>
    public static Node AlongRows(Node x, double epsilon)
    {
        double share = 1.0 / x.Shape.Columns;
        Node mean = x.SumColumns() * share;
        Node variance = x.CenteredProducts(mean, x, mean) * share;
        return x.Standardize(mean, InverseDeviation(variance, epsilon));
    }
}
