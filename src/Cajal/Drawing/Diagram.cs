namespace Cajal.Drawing;

/// <summary>What a text says, which decides its colour.</summary>
internal enum Ink
{
    /// <summary>Plain text.</summary>
    Plain,

    /// <summary>Less important: shapes, legends.</summary>
    Faint,

    /// <summary>Found on the way forward.</summary>
    Forward,

    /// <summary>Brought back.</summary>
    Back,

    /// <summary>Above 0.</summary>
    For,

    /// <summary>Below 0.</summary>
    Against,
}

/// <summary>What a box stands for, which decides its form.</summary>
internal enum BoxKind
{
    /// <summary>Something that is computed.</summary>
    Operation,

    /// <summary>Something that is given.</summary>
    Input,

    /// <summary>Something that is learned.</summary>
    Parameter,

    /// <summary>What is asked for.</summary>
    Result,
}

/// <summary>A line of text.</summary>
/// <param name="Text">The text, as it came: it is escaped when it is written.</param>
/// <param name="Ink">What it says.</param>
internal readonly record struct DiagramLine(string Text, Ink Ink = Ink.Plain);

/// <summary>A box with lines of text.</summary>
internal sealed record DiagramBox(BoxKind Kind, IReadOnlyList<DiagramLine> Lines);

/// <summary>A connection of two boxes, perhaps with a label.</summary>
/// <param name="From">Number of the box that it leaves.</param>
/// <param name="To">Number of the box that it reaches; larger than <paramref name="From"/>.</param>
/// <param name="Label">Its label.</param>
/// <param name="Strength">How strongly it is drawn, from 0 to 1; <c>null</c> for a plain line.</param>
/// <param name="Ink">Its colour where it has a strength.</param>
internal sealed record DiagramEdge(int From, int To, DiagramLine? Label = null, double? Strength = null, Ink Ink = Ink.Plain);

/// <summary>Boxes, connections and a legend below.</summary>
internal sealed record Diagram(IReadOnlyList<DiagramBox> Boxes, IReadOnlyList<DiagramEdge> Edges, IReadOnlyList<DiagramLine> Legend);
