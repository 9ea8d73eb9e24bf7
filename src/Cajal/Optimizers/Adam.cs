namespace Cajal;

/// <summary>
/// Adam (D. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015): p ← p − η·m̂/(√v̂ + ε), see <see cref="AdaptiveMoments"/>.
/// </summary>
public sealed record Adam : AdaptiveMoments
{
    /// <summary>Makes the optimiser; the defaults are the paper's.</summary>
    /// <param name="learningRate">η; default 0.001.</param>
    /// <param name="beta1">β₁, in [0, 1); default 0.9.</param>
    /// <param name="beta2">β₂, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">ε; default 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(learningRate, beta1, beta2, epsilon)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "adam";

    internal static Adam Read(ModelFields fields) =>
        new(fields.Number("learningRate"), fields.Number("beta1"), fields.Number("beta2"), fields.Number("epsilon"));
}
