namespace Cajal;

/// <summary>One value of a training's configuration and where it came from.</summary>
/// <param name="Key">Name in files and for <c>--set</c>, e.g. <c>optimizer.learningRate</c>.</param>
/// <param name="Value">The value as text, in the invariant culture; <c>none</c> where there is none.</param>
/// <param name="Source">Where it came from: a default with the paper or library it is taken from, an option, a file.</param>
public sealed record Setting(string Key, string Value, string Source);
