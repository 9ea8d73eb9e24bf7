namespace Cajal.Doctor.Checks;

/// <summary>One thing that the doctor knows how to find.</summary>
/// <param name="Kind">What it finds.</param>
/// <param name="Examine">Finds it: none, one, or one a layer or column.</param>
internal sealed record Check(FindingKind Kind, Func<Examination, IEnumerable<Finding>> Examine);

/// <summary>The closed table of all checks. A new one is a file, a kind and a row here.</summary>
internal static class CheckTable
{
    /// <summary>All checks.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        new(FindingKind.Leakage, LeakageCheck.Examine),
        new(FindingKind.UnscaledInputs, InputScaleCheck.Examine),
        new(FindingKind.ClassImbalance, ImbalanceCheck.Examine),
        new(FindingKind.SymmetricUnits, SymmetryCheck.Examine),
        new(FindingKind.ExplodingGradients, GradientCheck.Exploding),
        new(FindingKind.VanishingGradients, GradientCheck.Vanishing),
        new(FindingKind.DeadUnits, DeadUnitCheck.Examine),
        new(FindingKind.Saturation, SaturationCheck.Examine),
        new(FindingKind.RateTooHigh, HighRateCheck.Examine),
        new(FindingKind.RateTooLow, LowRateCheck.Examine),
        new(FindingKind.Underfitting, UnderfittingCheck.Examine),
        new(FindingKind.Overfitting, OverfittingCheck.Examine),
    ];
}
