namespace Cajal.Drawing;

/// <summary>A place in a layer: a box, a label on an edge, or the point where a long edge passes.</summary>
/// <param name="layer">Number of the layer.</param>
/// <param name="size">Its size; across the layers an edge takes no room of its own.</param>
internal sealed class Slot(int layer, Extent size)
{
    /// <summary>Number of the layer.</summary>
    public int Layer => layer;

    /// <summary>Its size.</summary>
    public Extent Size => size;

    /// <summary>Slots of the layer before that it is connected with.</summary>
    public List<Slot> Before { get; } = [];

    /// <summary>Slots of the layer after that it is connected with.</summary>
    public List<Slot> After { get; } = [];

    /// <summary>Whether an edge passes here, so that it should run straight.</summary>
    public bool IsPassage { get; init; }

    /// <summary>Place in its layer, from 0.</summary>
    public int Order { get; set; }

    /// <summary>Its centre along the layer.</summary>
    public double Centre { get; set; }

    /// <summary>Its left side.</summary>
    public double Left => Centre - (size.Width / 2);
}
