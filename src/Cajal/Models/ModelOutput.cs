namespace Cajal;

/// <summary>An output of a model: its name and what it means.</summary>
/// <param name="Name">Name of the layer that gives it.</param>
/// <param name="Shape">Shape of one row.</param>
/// <param name="Kind">Whether it is classes, values or labels; <c>null</c> before training.</param>
/// <param name="Names">Names of classes, labels or values; empty before training.</param>
/// <param name="TargetScaler">What turns the values of a regression back into their own units.</param>
public sealed record ModelOutput(string Name, Shape Shape, TargetKind? Kind, IReadOnlyList<string> Names, TargetScaler? TargetScaler);
