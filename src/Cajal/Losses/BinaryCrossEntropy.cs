using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Negative log likelihood of labels y in [0, 1] under the logistic of the logits z: p·y·ln(1 + e⁻ᶻ) + (1 − y)·ln(1 + eᶻ) for each
/// output, <c>[batch, labels]</c> both; p is the weight of positive labels. dz = σ(z) − y where p = 1.
/// </summary>
/// <remarks>
/// A model may end with <see cref="Sigmoid"/> or with the logits themselves: of a sigmoid the loss takes the logits, so it is finite and
/// exact however large they are. The mean over the labels is PyTorch's form; the sum is the lectures' logistic cost of K outputs.
/// </remarks>
public sealed record BinaryCrossEntropy : ElementwiseLoss
{
    /// <summary>Makes the loss.</summary>
    /// <param name="positiveWeight">p, above 0; default 1.</param>
    /// <param name="outputs">Mean or sum over the labels of a row; default mean.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="positiveWeight"/> is not above 0.</exception>
    public BinaryCrossEntropy(double positiveWeight = 1, OutputReduction outputs = OutputReduction.Mean) : base(outputs) =>
        PositiveWeight = NumberChecks.Positive(nameof(BinaryCrossEntropy), nameof(positiveWeight), positiveWeight);

    /// <summary>p.</summary>
    public double PositiveWeight { get; }

    /// <inheritdoc/>
    public override string Kind => "binary-cross-entropy";

    /// <inheritdoc/>
    public override bool Fits(TargetKind targets) => targets == TargetKind.Labels;

    internal static BinaryCrossEntropy Read(ModelFields fields) => new(fields.Number("positiveWeight"), fields.Text("outputs") switch
    {
        "mean" => OutputReduction.Mean,
        "sum" => OutputReduction.Sum,
        string other => throw fields.Error($"\"outputs\" is '{other}', expected 'mean' or 'sum'."),
    });

    internal override Node Natural(Node output) => output.Operator is Ops.Sigmoid ? output.Inputs[0] : output;

    // (p·y + 1 − y)·σ(z)(1 − σ(z)), p the weight of what is positive.
    private protected override Node Curvature(Node natural, Node target)
    {
        Node probability = natural.Sigmoid(), slope = probability * (1.0 - probability);
        return PositiveWeight == 1 ? slope : slope * (1.0 + ((PositiveWeight - 1) * target));
    }

    private protected override Node PerElement(Node output, Node target)
    {
        if (output.Operator is Ops.Softmax)
        {
            throw new ArgumentException(
                "BinaryCrossEntropy: the model ends with Softmax, expected Sigmoid or logits. End it with Sigmoid, or use CrossEntropy.", nameof(output));
        }

        Node logits = Natural(output);
        Node positive = PositiveWeight == 1 ? target : PositiveWeight * target;
        return (positive * (-logits).Softplus()) + ((1.0 - target) * logits.Softplus());
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["positiveWeight"] = PositiveWeight;
        json["outputs"] = Outputs == OutputReduction.Mean ? "mean" : "sum";
    }
}
