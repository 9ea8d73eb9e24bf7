using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Adam with decoupled weight decay (I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019): first p ← p·(1 − η·decay),
/// then the step of <see cref="Adam"/>. Only weight matrices decay, biases and scales do not (PyTorch decays all it is given).
/// </summary>
public sealed record AdamW : AdaptiveMoments
{
    /// <summary>Makes the optimiser; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η; default 0.001.</param>
    /// <param name="weightDecay">Decay, from 0 on; default 0.01.</param>
    /// <param name="beta1">β₁, in [0, 1); default 0.9.</param>
    /// <param name="beta2">β₂, in [0, 1); default 0.999.</param>
    /// <param name="epsilon">ε; default 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public AdamW(double learningRate = 1e-3, double weightDecay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(learningRate, beta1, beta2, epsilon) =>
        WeightDecay = NumberChecks.NotNegative(nameof(AdamW), nameof(weightDecay), weightDecay);

    /// <summary>Decay.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    public override string Kind => "adamw";

    internal override IReadOnlyList<string> Scalars => [.. base.Scalars, "kept_share"];

    internal static AdamW Read(ModelFields fields) => new(
        fields.Number("learningRate"), fields.Number("weightDecay"), fields.Number("beta1"), fields.Number("beta2"), fields.Number("epsilon"));

    internal override void ComputeScalars(long step, double rate, Span<double> scalars)
    {
        base.ComputeScalars(step, rate, scalars);
        scalars[2] = 1 - (rate * WeightDecay);
    }

    internal override (Node Parameter, Node[] State) Update(Node parameter, Node gradient, Node[] state, Node[] scalars, bool isWeight) =>
        base.Update(isWeight && WeightDecay > 0 ? parameter * scalars[2] : parameter, gradient, state, scalars, isWeight);

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["weightDecay"] = WeightDecay;
        base.WriteConfiguration(json);
    }
}
