namespace Cajal.Models;

/// <summary>What an output is compared with.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Kind">Meaning of the targets.</param>
/// <param name="Width">Columns of the targets.</param>
/// <param name="Weight">What the loss is multiplied with in the sum over several outputs.</param>
internal sealed record OutputTarget(Loss Loss, TargetKind Kind, int Width, double Weight = 1)
{
    /// <summary>An input node for the targets of a batch: class indices <c>[batch, 1]</c> or values <c>[batch, width]</c>.</summary>
    public Node Node(Graph graph, int batch, int index) =>
        graph.Input(index == 0 ? "targets" : $"targets {index + 1}", [batch, Width], Kind == TargetKind.Classes ? Cajal.Kind.Integer : Cajal.Kind.Real);

    /// <summary>The sum of the outputs' mean losses, each with its weight.</summary>
    /// <param name="compared">What the outputs are compared with.</param>
    /// <param name="means">Their mean losses <c>[]</c>.</param>
    public static Node Total(IReadOnlyList<OutputTarget> compared, IReadOnlyList<Node> means) =>
        compared.Zip(means, (target, mean) => target.Weight == 1 ? mean : mean * target.Weight).Aggregate((sum, loss) => sum + loss);
}
