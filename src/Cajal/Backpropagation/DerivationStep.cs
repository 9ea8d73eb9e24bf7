namespace Cajal;

/// <summary>One step of a derivation by hand.</summary>
/// <param name="Name">What is derived by, e.g. <c>∇W dense2</c>.</param>
/// <param name="Formula">How it is computed.</param>
/// <param name="Shape">Rows and columns.</param>
/// <param name="Values">The numbers, row by row.</param>
public sealed record DerivationStep(string Name, string Formula, Shape Shape, IReadOnlyList<double> Values);
