namespace Cajal;

/// <summary>
/// Adam with Nesterov's momentum (T. Dozat, "Incorporating Nesterov momentum into Adam", 2016), in PyTorch's form: with
/// μₜ = β₁(1 − ½·0.96^(0.004t)) and P_t = μ₁…μₜ the step is η·[(1 − μₜ)/(1 − Pₜ)·g + μₜ₊₁/(1 − Pₜ₊₁)·m]/(√v̂ + ε); m, v and v̂ as in
/// <see cref="AdaptiveMoments"/>.
/// </summary>
public sealed record NAdam : AdaptiveMoments
{
    private const double DecayBase = 0.96;
    private const double MomentumDecay = 0.004;

    // Below this the product is lost beside 1 in float64.
    private const double Negligible = 1e-18;

    /// <summary>Makes the optimiser; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η; default 0.002.</param>
    /// <param name="beta1">β₁, in [0, 1); default 0.9.</param>
    /// <param name="beta2">β₂, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">ε; default 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public NAdam(double learningRate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(learningRate, beta1, beta2, epsilon)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "nadam";

    internal override IReadOnlyList<string> Scalars => ["gradient_rate", "mean_rate", "root_correction"];

    internal static NAdam Read(ModelFields fields) =>
        new(fields.Number("learningRate"), fields.Number("beta1"), fields.Number("beta2"), fields.Number("epsilon"));

    internal override void ComputeScalars(long step, double rate, Span<double> scalars)
    {
        // μₜ grows with t, so its power is a bound: soon nothing has to be multiplied any more.
        double product = Math.Pow(MomentumOf(step), step) > Negligible ? ProductOf(step) : 0;
        scalars[0] = rate * (1 - MomentumOf(step)) / (1 - product);
        scalars[1] = rate * MomentumOf(step + 1) / (1 - (product * MomentumOf(step + 1)));
        scalars[2] = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
    }

    private protected override Node Step(Node gradient, Node mean, Node root, Node[] scalars) =>
        ((scalars[0] * gradient) + (scalars[1] * mean)) / ((root * scalars[2]) + Epsilon);

    private double ProductOf(long step)
    {
        double product = 1;
        for (long t = 1; t <= step && product > Negligible; t++)
        {
            product *= MomentumOf(t);
        }

        return product;
    }

    private double MomentumOf(long step) => Beta1 * (1 - (0.5 * Math.Pow(DecayBase, step * MomentumDecay)));
}
