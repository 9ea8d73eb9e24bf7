namespace Cajal;

/// <summary>Variance 1/in (Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient backprop", 1998), for SELU and linear layers. Default: normal.</summary>
/// <param name="Distribution">Which distribution.</param>
public sealed record LeCunInitializer(WeightDistribution Distribution = WeightDistribution.Normal) : VarianceInitializer(Distribution)
{
    /// <inheritdoc/>
    public override string Kind => "lecun";

    private protected override double Variance(int fanIn, int fanOut) => 1.0 / fanIn;
}
