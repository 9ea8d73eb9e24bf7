namespace Cajal;

/// <summary>What a perceptron's learning has shown.</summary>
public enum PerceptronVerdict
{
    /// <summary>A whole epoch went by without a mistake: the weights separate the classes.</summary>
    Separated,

    /// <summary>The weights came back to what they were: learning would repeat itself for ever, so no weights separate the classes.</summary>
    NotSeparable,

    /// <summary>Neither has happened within the epochs allowed. <see cref="LinearSeparability"/> decides it exactly.</summary>
    Undecided,
}

/// <summary>How the learning of a perceptron ended.</summary>
/// <param name="Verdict">Separated, not separable, or undecided.</param>
/// <param name="Mistakes">Corrections of the weights.</param>
/// <param name="Epochs">Passes over the rows, the last one without a mistake included.</param>
/// <param name="CycleLength">Epochs after which the weights repeat; 0 where they were not seen to.</param>
/// <param name="Remark">What a person should know of this fit; null where the classes are separated.</param>
public sealed record PerceptronFit(PerceptronVerdict Verdict, int Mistakes, int Epochs, int CycleLength, string? Remark);
