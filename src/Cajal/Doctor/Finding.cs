namespace Cajal;

/// <summary>A fault of data, settings or training that the doctor knows, causes before effects.</summary>
public enum FindingKind
{
    /// <summary>One column alone tells the target: it was probably filled in after the fact.</summary>
    Leakage,

    /// <summary>Inputs reach the first layer with sizes far from 1.</summary>
    UnscaledInputs,

    /// <summary>A rare class is hardly ever recognised.</summary>
    ClassImbalance,

    /// <summary>Hidden units are copies of each other and learn the same for ever.</summary>
    SymmetricUnits,

    /// <summary>Gradients grow from layer to layer on the way back.</summary>
    ExplodingGradients,

    /// <summary>Gradients shrink from layer to layer on the way back.</summary>
    VanishingGradients,

    /// <summary>Units whose slope is 0 on every row: nothing reaches their weights.</summary>
    DeadUnits,

    /// <summary>Units at the flat ends of a sigmoid or tanh.</summary>
    Saturation,

    /// <summary>Steps so large that the loss jumps instead of falling.</summary>
    RateTooHigh,

    /// <summary>Steps so small that the training ends on the way.</summary>
    RateTooLow,

    /// <summary>The net does not even explain the rows that it was trained on.</summary>
    Underfitting,

    /// <summary>The net explains the rows that it was trained on far better than others.</summary>
    Overfitting,
}

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>The result would probably be better without it.</summary>
    Warning,

    /// <summary>The result is of little use, or its figures are not to be trusted.</summary>
    Severe,
}

/// <summary>What is wrong with a training, how one knows, and what to do.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Where">The layer, column or class concerned, or <c>training</c>.</param>
/// <param name="Evidence">What was seen, with its numbers and the bound that they pass.</param>
/// <param name="Remedy">What to do, with the option or the call.</param>
/// <param name="Figures">The numbers of the evidence by name, for programs.</param>
public sealed record Finding(
    FindingKind Kind, FindingSeverity Severity, string Where, string Evidence, string Remedy, IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>The kind in files and on the command line, e.g. <c>rate-too-high</c>.</summary>
    public string Name => NameOf(Kind);

    /// <summary>Kind, place and evidence, then the remedy.</summary>
    public override string ToString() => $"{Name} ({Where}): {Evidence}. {Remedy}.";

    /// <summary>The name of a kind: <c>RateTooHigh</c> is <c>rate-too-high</c>.</summary>
    internal static string NameOf(FindingKind kind) =>
        string.Concat(kind.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
