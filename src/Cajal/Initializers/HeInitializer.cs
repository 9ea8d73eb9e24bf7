namespace Cajal;

/// <summary>
/// Variance 2/in (K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", 2015), for ReLU and the like. Default: normal, as there.
/// </summary>
/// <param name="Distribution">Which distribution.</param>
public sealed record HeInitializer(WeightDistribution Distribution = WeightDistribution.Normal) : VarianceInitializer(Distribution)
{
    /// <inheritdoc/>
    public override string Kind => "he";

    private protected override double Variance(int fanIn, int fanOut) => 2.0 / fanIn;
}
