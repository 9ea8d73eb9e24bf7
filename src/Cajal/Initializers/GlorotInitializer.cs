namespace Cajal;

/// <summary>
/// Variance 2/(in + out) (X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010),
/// for tanh and the like; the uniform form has the limit √(6/(in + out)). Default: uniform, as in Keras.
/// </summary>
/// <param name="Distribution">Which distribution.</param>
public sealed record GlorotInitializer(WeightDistribution Distribution = WeightDistribution.Uniform) : VarianceInitializer(Distribution)
{
    /// <inheritdoc/>
    public override string Kind => "glorot";

    private protected override double Variance(int fanIn, int fanOut) => 2.0 / (fanIn + fanOut);
}
