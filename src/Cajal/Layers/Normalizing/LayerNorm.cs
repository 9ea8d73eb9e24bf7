using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Makes the numbers along the last axis of each row have mean 0 and variance 1, then scales and shifts each feature by learned numbers:
/// y = (x − mean)/√(variance + ε)·weight + bias (J. Ba, J. Kiros, G. Hinton, "Layer normalization", 2016). The shape stays; rows do not
/// depend on each other, and training and prediction are the same.
/// </summary>
/// <param name="epsilon">Added to the variance; default 1e-5, as in PyTorch.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not above 0.</exception>
public sealed class LayerNorm(double epsilon = 1e-5) : Layer
{
    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; } = NumberChecks.Positive(nameof(LayerNorm), nameof(epsilon), epsilon);

    internal override string Kind => "layer-norm";

    internal override Shape OutputShape(Shape input)
    {
        Normalization.Features(this, input);
        return input;
    }

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input) => Normalization.Declare(Normalization.Features(this, input));

    internal override Node Build(LayerContext context, Node input) =>
        (Normalization.AlongRows(input, Epsilon) * context.Parameter("weight")) + context.Parameter("bias");

    private protected override void WriteConfiguration(JsonObject json) => json["epsilon"] = Epsilon;
}
