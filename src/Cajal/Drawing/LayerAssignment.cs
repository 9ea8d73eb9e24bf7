namespace Cajal.Drawing;

/// <summary>Gives each box a layer after all boxes that it depends on, and, where that makes lines no longer, just before its first user.</summary>
internal static class LayerAssignment
{
    /// <summary>The layer of each box, from 0.</summary>
    /// <param name="boxes">How many boxes there are.</param>
    /// <param name="edges">Connections from smaller to larger numbers.</param>
    public static int[] Run(int boxes, IReadOnlyList<LayoutEdge> edges)
    {
        int[] layers = new int[boxes];
        foreach (LayoutEdge edge in edges.OrderBy(edge => edge.From))
        {
            layers[edge.To] = Math.Max(layers[edge.To], layers[edge.From] + 1);
        }

        ILookup<int, LayoutEdge> leaving = edges.ToLookup(edge => edge.From);
        ILookup<int, LayoutEdge> reaching = edges.ToLookup(edge => edge.To);
        for (int box = boxes - 1; box >= 0; box--)
        {
            int users = leaving[box].Count();
            if (users > 0 && users >= reaching[box].Count())
            {
                layers[box] = leaving[box].Min(edge => layers[edge.To]) - 1;
            }
        }

        return layers;
    }
}
