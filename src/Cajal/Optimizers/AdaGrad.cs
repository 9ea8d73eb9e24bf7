using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// AdaGrad (J. Duchi, E. Hazan, Y. Singer, 2011): s ← s + g², p ← p − η/(1 + (t − 1)·decay)·g/(√s + ε), s from 0. PyTorch's form.
/// </summary>
public sealed record AdaGrad : ElementwiseOptimizer
{
    /// <summary>Makes the optimiser; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η; default 0.01.</param>
    /// <param name="decay">Decay of the rate with the step, from 0 on; default 0.</param>
    /// <param name="epsilon">ε, outside the root; default 1e-10.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public AdaGrad(double learningRate = 0.01, double decay = 0, double epsilon = 1e-10) : base(learningRate)
    {
        Decay = NumberChecks.NotNegative(nameof(AdaGrad), nameof(decay), decay);
        Epsilon = NumberChecks.NotNegative(nameof(AdaGrad), nameof(epsilon), epsilon);
    }

    /// <summary>Decay of the rate with the step.</summary>
    public double Decay { get; }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override string Kind => "adagrad";

    internal override IReadOnlyList<string> State => ["sum_of_squares"];

    internal override IReadOnlyList<string> Scalars => ["decayed_rate"];

    internal static AdaGrad Read(ModelFields fields) => new(fields.Number("learningRate"), fields.Number("decay"), fields.Number("epsilon"));

    internal override void ComputeScalars(long step, double rate, Span<double> scalars) => scalars[0] = rate / (1 + ((step - 1) * Decay));

    internal override (Node Parameter, Node[] State) Update(Node parameter, Node gradient, Node[] state, Node[] scalars, bool isWeight)
    {
        Node sum = state[0] + gradient.Square();
        return (parameter - (scalars[0] * gradient / (sum.Sqrt() + Epsilon)), [sum]);
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["decay"] = Decay;
        json["epsilon"] = Epsilon;
    }
}
