namespace Cajal;

/// <summary>(ŷ − y)², mean over the outputs of a row: <c>[batch, …]</c> both. dŷ = 2(ŷ − y)/outputs.</summary>
public sealed record MeanSquaredError() : ElementwiseLoss(OutputReduction.Mean)
{
    /// <inheritdoc/>
    public override string Kind => "mean-squared-error";

    private protected override Node PerElement(Node output, Node target) => (output - target).Square();
}
