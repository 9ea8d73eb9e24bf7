namespace Cajal;

/// <summary>|ŷ − y|, mean over the outputs of a row: <c>[batch, …]</c> both. dŷ = sign(ŷ − y)/outputs, 0 where they are equal.</summary>
public sealed record MeanAbsoluteError() : ElementwiseLoss(OutputReduction.Mean)
{
    /// <inheritdoc/>
    public override string Kind => "mean-absolute-error";

    private protected override Node PerElement(Node output, Node target) => (output - target).Abs();

    // It is 0 almost everywhere; Fisher's information of Laplace's distribution, whose log likelihood the loss is, is 1.
    private protected override Node Curvature(Node natural, Node target) => natural.Graph.Constant(1).Broadcast(natural.Shape);
}
