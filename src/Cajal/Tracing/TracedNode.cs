namespace Cajal;

/// <summary>A node of a trace with all that was found about it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Name">What it is called: an input's name, a label, or <c>v1</c>, <c>v2</c>, …</param>
/// <param name="Formula">How it is computed from names, e.g. <c>x + y</c>; empty for inputs, parameters and constants.</param>
/// <param name="Value">Its numbers, row by row.</param>
/// <param name="Locals">Its derivatives by its inputs, in their order.</param>
/// <param name="Terms">What each of its users gives to its gradient.</param>
/// <param name="Gradient">∂f/∂node, row by row: the sum of the terms; 1 for f itself, 0 where f does not depend on it.</param>
public sealed record TracedNode(
    Node Node,
    string Name,
    string Formula,
    IReadOnlyList<double> Value,
    IReadOnlyList<LocalDerivative> Locals,
    IReadOnlyList<PathTerm> Terms,
    IReadOnlyList<double> Gradient);
