namespace Cajal.Drawing;

/// <summary>
/// Orders the slots of each layer so that few edges cross: each slot goes to the mean place of its neighbours (the barycentre heuristic of
/// K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system structures", 1981), in sweeps up and down; the
/// order with the fewest crossings is kept.
/// </summary>
internal static class SlotOrdering
{
    private const int Sweeps = 24;

    /// <summary>Reorders the layers in place.</summary>
    public static void Run(List<Slot>[] layers)
    {
        Number(layers);
        Slot[][] best = Copy(layers);
        long fewest = Crossings(layers);
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (int layer in down ? Enumerable.Range(1, layers.Length - 1) : Enumerable.Range(0, layers.Length - 1).Reverse())
            {
                Reorder(layers[layer], down);
            }

            long crossings = Crossings(layers);
            if (crossings < fewest)
            {
                (fewest, best) = (crossings, Copy(layers));
            }
        }

        for (int layer = 0; layer < layers.Length; layer++)
        {
            layers[layer] = [.. best[layer]];
        }

        Number(layers);
    }

    /// <summary>How many pairs of edges between neighbouring layers cross.</summary>
    public static long Crossings(List<Slot>[] layers)
    {
        long crossings = 0;
        for (int layer = 0; layer + 1 < layers.Length; layer++)
        {
            // Edges in the order of their starts: each pair whose ends stand the other way round crosses. Counted in a tree of sums.
            long[] tree = new long[layers[layer + 1].Count + 1];
            long seen = 0;
            foreach (Slot slot in layers[layer])
            {
                foreach (Slot end in slot.After)
                {
                    crossings += seen - UpTo(tree, end.Order);
                }

                foreach (Slot end in slot.After)
                {
                    for (int place = end.Order + 1; place < tree.Length; place += place & -place)
                    {
                        tree[place]++;
                    }

                    seen++;
                }
            }
        }

        return crossings;
    }

    private static long UpTo(long[] tree, int order)
    {
        long sum = 0;
        for (int place = order + 1; place > 0; place -= place & -place)
        {
            sum += tree[place];
        }

        return sum;
    }

    private static void Reorder(List<Slot> layer, bool down)
    {
        var wanted = layer.ToDictionary(slot => slot, slot =>
        {
            List<Slot> neighbours = down ? slot.Before : slot.After;
            return neighbours.Count == 0 ? slot.Order : neighbours.Average(neighbour => neighbour.Order);
        });
        Slot[] ordered = [.. layer.OrderBy(slot => wanted[slot])];
        layer.Clear();
        layer.AddRange(ordered);
        Number(layer);
    }

    private static Slot[][] Copy(List<Slot>[] layers) => [.. layers.Select(layer => layer.ToArray())];

    private static void Number(List<Slot>[] layers)
    {
        foreach (List<Slot> layer in layers)
        {
            Number(layer);
        }
    }

    private static void Number(List<Slot> layer)
    {
        for (int index = 0; index < layer.Count; index++)
        {
            layer[index].Order = index;
        }
    }
}
