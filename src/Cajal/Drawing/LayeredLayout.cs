namespace Cajal.Drawing;

/// <summary>
/// Boxes in layers, edges from layer to layer around them, labels in layers of their own between the boxes: nothing overlaps, by construction.
/// </summary>
internal sealed class LayeredLayout
{
    private const double Gap = 18;
    private const double SmallestLayerGap = 24;
    private const double LargestLayerGap = 120;
    private const double PassageWidth = 6;

    private readonly IReadOnlyList<Extent> sizes;
    private readonly IReadOnlyList<LayoutEdge> edges;
    private readonly bool rightward;
    private readonly Slot[] boxSlots;
    private readonly List<Slot>[] passages;
    private readonly List<Slot>[] layers;
    private readonly double[] tops;
    private readonly double[] heights;
    private readonly double left;

    /// <summary>Lays out a graph without circles.</summary>
    /// <param name="sizes">The sizes of the boxes.</param>
    /// <param name="edges">The connections, from smaller to larger numbers of boxes.</param>
    /// <param name="direction">Which way it grows.</param>
    public LayeredLayout(IReadOnlyList<Extent> sizes, IReadOnlyList<LayoutEdge> edges, DrawingDirection direction)
    {
        rightward = direction == DrawingDirection.Rightward;
        this.sizes = [.. sizes.Select(Turned)];
        this.edges = edges;

        // With labels every second layer is theirs.
        int scale = edges.Any(edge => edge.Label is not null) ? 2 : 1;
        int[] assigned = [.. LayerAssignment.Run(sizes.Count, edges).Select(layer => layer * scale)];
        layers = [.. Enumerable.Range(0, assigned.DefaultIfEmpty(0).Max() + 1).Select(_ => new List<Slot>())];
        boxSlots = [.. this.sizes.Select((size, box) => Add(new Slot(assigned[box], size)))];
        passages = [.. edges.Select(Connect)];
        SlotOrdering.Run(layers);
        SlotPlacement.Run(layers, Gap);
        left = layers.SelectMany(layer => layer).Select(slot => slot.Left).DefaultIfEmpty(0).Min();
        heights = [.. layers.Select(layer => layer.Select(slot => slot.Size.Height).DefaultIfEmpty(0).Max())];
        tops = Tops();
        Boxes = [.. boxSlots.Select(slot => Turned(AreaOf(slot)))];
        Labels = [.. edges.Select((edge, index) => edge.Label is null ? (Area?)null : Turned(AreaOf(passages[index][^1])))];
        Paths = Route();
        var all = new Extent(
            layers.SelectMany(layer => layer).Select(slot => slot.Centre + (slot.Size.Width / 2) - left).DefaultIfEmpty(0).Max(),
            tops[^1] + heights[^1]);
        Size = Turned(all);
    }

    /// <summary>Where the boxes are.</summary>
    public IReadOnlyList<Area> Boxes { get; }

    /// <summary>Where the labels of the edges are, in the edges' order.</summary>
    public IReadOnlyList<Area?> Labels { get; }

    /// <summary>The edges: straight from the points of even to those of odd numbers (0 to 1, 2 to 3, …), bent in between.</summary>
    public IReadOnlyList<IReadOnlyList<Spot>> Paths { get; }

    /// <summary>Size of the whole.</summary>
    public Extent Size { get; }

    private Slot Add(Slot slot)
    {
        layers[slot.Layer].Add(slot);
        return slot;
    }

    /// <summary>Slots for an edge in all layers between its boxes; the last carries the label.</summary>
    private List<Slot> Connect(LayoutEdge edge)
    {
        var slots = new List<Slot>();
        Slot last = boxSlots[edge.From];
        Slot target = boxSlots[edge.To];
        for (int layer = last.Layer + 1; layer < target.Layer; layer++)
        {
            Extent size = edge.Label is { } label && layer == target.Layer - 1 ? Turned(label) : new Extent(PassageWidth, 0);
            Slot slot = Add(new Slot(layer, size) { IsPassage = true });
            Join(last, slot);
            slots.Add(slot);
            last = slot;
        }

        Join(last, target);
        return slots;
    }

    private static void Join(Slot before, Slot after)
    {
        before.After.Add(after);
        after.Before.Add(before);
    }

    private double[] Tops()
    {
        double[] result = new double[layers.Length];
        for (int layer = 1; layer < layers.Length; layer++)
        {
            // Edges that go far aside get more room, so that they do not run flat.
            double aside = layers[layer].SelectMany(slot => slot.Before.Select(before => Math.Abs(before.Centre - slot.Centre))).DefaultIfEmpty(0).Max();
            result[layer] = result[layer - 1] + heights[layer - 1] + Math.Clamp(aside / 4, SmallestLayerGap, LargestLayerGap);
        }

        return result;
    }

    private Area AreaOf(Slot slot) =>
        new(slot.Left - left, tops[slot.Layer] + ((heights[slot.Layer] - slot.Size.Height) / 2), slot.Size.Width, slot.Size.Height);

    private List<IReadOnlyList<Spot>> Route()
    {
        double[] starts = Ports(edge => edge.From, (edge, index) => passages[index].Count > 0 ? passages[index][0] : boxSlots[edge.To]);
        double[] ends = Ports(edge => edge.To, (edge, index) => passages[index].Count > 0 ? passages[index][^1] : boxSlots[edge.From]);
        return [.. edges.Select((edge, index) => Route(edge, passages[index], starts[index], ends[index]))];
    }

    private List<Spot> Route(LayoutEdge edge, List<Slot> through, double start, double end)
    {
        Slot from = boxSlots[edge.From];
        Slot to = boxSlots[edge.To];
        List<Spot> path = [new(start, AreaOf(from).Bottom), new(start, tops[from.Layer] + heights[from.Layer])];
        foreach (Slot slot in through)
        {
            double x = slot.Centre - left;
            path.Add(new Spot(x, tops[slot.Layer]));
            path.Add(new Spot(x, tops[slot.Layer] + heights[slot.Layer]));
        }

        path.Add(new Spot(end, tops[to.Layer]));
        path.Add(new Spot(end, AreaOf(to).Y));
        return rightward ? [.. path.Select(point => point.Transposed())] : path;
    }

    /// <summary>Where each edge touches a box: side by side, in the order of where the edges go.</summary>
    private double[] Ports(Func<LayoutEdge, int> boxOf, Func<LayoutEdge, int, Slot> neighbourOf)
    {
        double[] ports = new double[edges.Count];
        foreach (IGrouping<int, int> group in Enumerable.Range(0, edges.Count).GroupBy(index => boxOf(edges[index])))
        {
            int[] ordered = [.. group.OrderBy(index => neighbourOf(edges[index], index).Centre)];
            Slot box = boxSlots[group.Key];
            for (int place = 0; place < ordered.Length; place++)
            {
                ports[ordered[place]] = box.Left - left + (box.Size.Width * (place + 1) / (ordered.Length + 1));
            }
        }

        return ports;
    }

    private Extent Turned(Extent size) => rightward ? size.Transposed() : size;

    private Area Turned(Area area) => rightward ? area.Transposed() : area;
}
