using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Cuts the channels (the last axis) into groups and makes the numbers of each group of each row, over all its pixels, have mean 0 and variance 1;
/// then scales and shifts each channel by learned numbers (Y. Wu, K. He, "Group normalization", 2018). The shape stays; rows do not depend on
/// each other. One group is a layer normalisation over the whole row, a group for each channel an instance normalisation.
/// </summary>
/// <param name="groups">Number of groups, a divisor of the channels.</param>
/// <param name="epsilon">Added to the variance; default 1e-5, as in PyTorch.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="groups"/> is below 1 or <paramref name="epsilon"/> not above 0.</exception>
public sealed class GroupNorm(int groups, double epsilon = 1e-5) : Layer
{
    /// <summary>Number of groups.</summary>
    public int Groups { get; } = NumberChecks.Count(nameof(GroupNorm), nameof(groups), groups);

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; } = NumberChecks.Positive(nameof(GroupNorm), nameof(epsilon), epsilon);

    internal override string Kind => "group-norm";

    internal override Shape OutputShape(Shape input) => Normalization.Features(this, input) % Groups == 0
        ? input
        : throw new ConfigurationException($"{Title}: {input.Columns} channels cannot be cut into {Groups} groups. Choose a divisor.");

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input) => Normalization.Declare(OutputShape(input).Columns);

    internal override Node Build(LayerContext context, Node input)
    {
        int batch = input.Shape[0], width = input.Shape.Columns / Groups, pixels = new Shape(input.Shape.Sizes[1..^1]).Count;

        // The numbers of a group side by side, so that each group is a row.
        Node grouped = input.Reshape([batch, pixels, Groups, width]).Permute(0, 2, 1, 3).Reshape([batch * Groups, pixels * width]);
        Node normal = Normalization.AlongRows(grouped, Epsilon);
        Node back = normal.Reshape([batch, Groups, pixels, width]).Permute(0, 2, 1, 3).Reshape(input.Shape);
        return (back * context.Parameter("weight")) + context.Parameter("bias");
    }

    internal static GroupNorm Read(ModelFields fields) => new(fields.Count("groups"), fields.Number("epsilon"));

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["groups"] = Groups;
        json["epsilon"] = Epsilon;
    }
}
