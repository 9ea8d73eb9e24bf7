namespace Cajal.Doctor.Checks;

/// <summary>
/// Looks for layers of sigmoid or tanh units at their flat ends (X. Glorot, Y. Bengio, "Understanding the difficulty of training deep
/// feedforward neural networks", 2010, section 3). A trained net may well be sure of easy rows; one that begins there cannot learn.
/// </summary>
internal static class SaturationCheck
{
    private const double AtStart = 0.5;
    private const double InTheEnd = 0.8;

    /// <summary>Compares the shares of flat activations with the bounds.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        for (int index = 0; index < examination.Now.Count; index++)
        {
            ObservedLayer layer = examination.Now[index];
            if (!layer.IsLast && layer.SaturatedShare is { } now && examination.AtStart[index].SaturatedShare is { } start && (start > AtStart || now > InTheEnd))
            {
                yield return new Finding(
                    FindingKind.Saturation, FindingSeverity.Warning, layer.Name,
                    FormattableString.Invariant($"{start:P0} of its activations had less than 5 % of the greatest slope at the beginning (bound: {AtStart:P0}), {now:P0} have now (bound: {InTheEnd:P0})"),
                    start > AtStart
                        ? "Scale the inputs (--scale standard) and begin with small weights: GlorotInitializer"
                        : "Lower the rate (--learning-rate) or hold the weights down (--l2 1e-4)",
                    new Dictionary<string, double> { ["atStart"] = start, ["now"] = now });
            }
        }
    }
}
