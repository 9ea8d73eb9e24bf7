namespace Cajal.Drawing;

/// <summary>A connection to be laid out.</summary>
/// <param name="From">Number of the box that it leaves.</param>
/// <param name="To">Number of the box that it reaches; larger than <paramref name="From"/>.</param>
/// <param name="Label">Size of its label, if it has one.</param>
internal sealed record LayoutEdge(int From, int To, Extent? Label = null);
