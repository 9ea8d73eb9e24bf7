namespace Cajal;

/// <summary>How one of several outputs of a model is trained and judged.</summary>
/// <param name="Output">Name of the layer that gives the output.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="Weight">What its loss is multiplied with in the sum that is trained; above 0.</param>
public sealed record OutputLoss(string Output, Loss Loss, double Weight = 1)
{
    /// <summary>Figures to follow on the validation set; those of all outputs but the first stand in the history as <c>output.metric</c>.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];
}
