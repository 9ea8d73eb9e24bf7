using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// RMSProp (T. Hinton, lecture 6e of "Neural networks for machine learning", 2012): s ← αs + (1 − α)g², p ← p − η·g/(√s + ε). The centred
/// form takes the squared mean of the gradient off s (A. Graves, 2013); with momentum μ: b ← μb + g/(√s + ε), p ← p − ηb. PyTorch's forms.
/// </summary>
public sealed record RmsProp : ElementwiseOptimizer
{
    /// <summary>Makes the optimiser; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η; default 0.01.</param>
    /// <param name="alpha">α, memory of the mean square, in [0, 1); default 0.99.</param>
    /// <param name="epsilon">ε, outside the root; default 1e-8.</param>
    /// <param name="momentum">μ, in [0, 1); default 0.</param>
    /// <param name="centered">Whether the squared mean is taken off.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public RmsProp(double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false)
        : base(learningRate)
    {
        Alpha = NumberChecks.BelowOne(nameof(RmsProp), nameof(alpha), alpha);
        Epsilon = NumberChecks.NotNegative(nameof(RmsProp), nameof(epsilon), epsilon);
        Momentum = NumberChecks.BelowOne(nameof(RmsProp), nameof(momentum), momentum);
        Centered = centered;
    }

    /// <summary>α.</summary>
    public double Alpha { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>Whether the squared mean is taken off.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    public override string Kind => "rmsprop";

    internal override IReadOnlyList<string> State =>
        ["mean_square", .. Centered ? ["mean"] : Array.Empty<string>(), .. Momentum > 0 ? ["velocity"] : Array.Empty<string>()];

    internal override IReadOnlyList<string> Scalars => ["rate"];

    internal static RmsProp Read(ModelFields fields) => new(
        fields.Number("learningRate"), fields.Number("alpha"), fields.Number("epsilon"), fields.Number("momentum"), fields.Truth("centered"));

    internal override void ComputeScalars(long step, double rate, Span<double> scalars) => scalars[0] = rate;

    internal override (Node Parameter, Node[] State) Update(Node parameter, Node gradient, Node[] state, Node[] scalars, bool isWeight)
    {
        Node meanSquare = (Alpha * state[0]) + ((1 - Alpha) * gradient.Square());
        List<Node> next = [meanSquare];
        Node spread = meanSquare;
        if (Centered)
        {
            Node mean = (Alpha * state[1]) + ((1 - Alpha) * gradient);
            next.Add(mean);
            spread = meanSquare - mean.Square();
        }

        Node direction = gradient / (spread.Sqrt() + Epsilon);
        if (Momentum > 0)
        {
            direction = (Momentum * state[^1]) + direction;
            next.Add(direction);
        }

        return (parameter - (scalars[0] * direction), [.. next]);
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["alpha"] = Alpha;
        json["epsilon"] = Epsilon;
        json["momentum"] = Momentum;
        json["centered"] = Centered;
    }
}
