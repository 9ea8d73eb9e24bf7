namespace Cajal.Doctor.Checks;

/// <summary>
/// Looks for layers in which many units have slope 0 on every row, as ReLUs that never fire. Some are usual; CS231n ("Commonly used
/// activation functions") names 40 % as what too high a rate does.
/// </summary>
internal static class DeadUnitCheck
{
    private const double Many = 0.4;

    /// <summary>Counts the dead units of each hidden layer.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        for (int index = 0; index < examination.Now.Count; index++)
        {
            ObservedLayer layer = examination.Now[index];
            if (layer.IsLast || layer.DeadUnits.Length < Many * layer.Units)
            {
                continue;
            }

            int before = examination.AtStart[index].DeadUnits.Length;
            bool born = before >= Many * layer.Units;
            string remedy = layer.Activation is Threshold ? "A threshold has slope 0 everywhere, so nothing before it can learn; use tanh, sigmoid or relu"
                : born ? "They were dead from the beginning: scale the inputs, begin with HeInitializer and biases 0"
                : "They died while training: lower the rate (--learning-rate, a tenth), or use --activation leaky-relu";
            yield return new Finding(
                FindingKind.DeadUnits, layer.DeadUnits.Length == layer.Units ? FindingSeverity.Severe : FindingSeverity.Warning, layer.Name,
                FormattableString.Invariant($"{layer.DeadUnits.Length} of {layer.Units} units have slope 0 on all rows that were looked at, {before} had so at the beginning (bound: 40 %)"),
                remedy, new Dictionary<string, double> { ["dead"] = layer.DeadUnits.Length, ["units"] = layer.Units, ["deadAtStart"] = before });
        }
    }
}
