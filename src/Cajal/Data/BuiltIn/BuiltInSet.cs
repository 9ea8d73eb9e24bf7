namespace Cajal;

/// <summary>A line of the list of built-in sets.</summary>
/// <param name="Name">What to ask for: <c>iris</c>.</param>
/// <param name="Description">What it holds, in a few words.</param>
/// <param name="Rows">Examples; of a generated set, as many as there are by default.</param>
/// <param name="Features">Numbers per example.</param>
/// <param name="Target">What is to be predicted.</param>
/// <param name="Classes">How many classes, or labels.</param>
/// <param name="IsGenerated">Whether it is made from a seed, in any number of rows.</param>
public sealed record BuiltInSet(string Name, string Description, int Rows, int Features, TargetKind Target, int Classes, bool IsGenerated);
