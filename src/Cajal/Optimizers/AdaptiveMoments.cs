using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// What <see cref="Adam"/>, <see cref="AdamW"/> and <see cref="NAdam"/> share (D. Kingma, J. Ba, "Adam", 2015): running means of the gradient,
/// m ← β₁m + (1 − β₁)g, and of its square, v ← β₂v + (1 − β₂)g², and the step η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
/// </summary>
public abstract record AdaptiveMoments : ElementwiseOptimizer
{
    private protected AdaptiveMoments(double learningRate, double beta1, double beta2, double epsilon) : base(learningRate)
    {
        Beta1 = NumberChecks.BelowOne(GetType().Name, nameof(beta1), beta1);
        Beta2 = NumberChecks.BelowOne(GetType().Name, nameof(beta2), beta2);
        Epsilon = NumberChecks.NotNegative(GetType().Name, nameof(epsilon), epsilon);
    }

    /// <summary>β₁, memory of the mean.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, memory of the mean square.</summary>
    public double Beta2 { get; }

    /// <summary>ε, outside the root.</summary>
    public double Epsilon { get; }

    internal sealed override IReadOnlyList<string> State => ["mean", "mean_square"];

    internal override IReadOnlyList<string> Scalars => ["corrected_rate", "root_correction"];

    internal override void ComputeScalars(long step, double rate, Span<double> scalars)
    {
        scalars[0] = rate / (1 - Math.Pow(Beta1, step));
        scalars[1] = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
    }

    internal override (Node Parameter, Node[] State) Update(Node parameter, Node gradient, Node[] state, Node[] scalars, bool isWeight)
    {
        (Node step, Node[] next) = Move(gradient, state, scalars);
        return (parameter - step, next);
    }

    /// <summary>What is taken off the parameter, and the next state.</summary>
    internal (Node Step, Node[] State) Move(Node gradient, Node[] state, Node[] scalars)
    {
        Node mean = (Beta1 * state[0]) + ((1 - Beta1) * gradient);
        Node meanSquare = (Beta2 * state[1]) + ((1 - Beta2) * gradient.Square());
        return (Step(gradient, mean, meanSquare.Sqrt(), scalars), [mean, meanSquare]);
    }

    /// <summary>What is taken off the parameter.</summary>
    /// <param name="gradient">g.</param>
    /// <param name="mean">m.</param>
    /// <param name="root">√v.</param>
    /// <param name="scalars">The numbers of the step.</param>
    private protected virtual Node Step(Node gradient, Node mean, Node root, Node[] scalars) =>
        scalars[0] * mean / ((root * scalars[1]) + Epsilon);

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["beta1"] = Beta1;
        json["beta2"] = Beta2;
        json["epsilon"] = Epsilon;
    }
}
