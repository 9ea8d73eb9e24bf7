namespace Cajal;

/// <summary>½‖ŷ − y‖², half the sum over the outputs of a row: <c>[batch, …]</c> both. dŷ = ŷ − y, the lectures' form.</summary>
public sealed record HalfSquaredError() : ElementwiseLoss(OutputReduction.Sum)
{
    /// <inheritdoc/>
    public override string Kind => "half-squared-error";

    private protected override Node PerElement(Node output, Node target) => 0.5 * (output - target).Square();
}
