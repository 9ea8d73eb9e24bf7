using Cajal.Kernels;

namespace Cajal.Training;

/// <summary>The order in which an epoch visits the rows: each once, at random, a function of seed and epoch alone.</summary>
internal static class RowOrder
{
    /// <summary>Fills in the numbers of all rows as they stand.</summary>
    public static void Keep(Span<int> order)
    {
        for (int row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }
    }

    /// <summary>Fills in the numbers of all rows, shuffled.</summary>
    public static void Shuffle(Span<int> order, ulong seed, int epoch)
    {
        Keep(order);
        CounterRandom.Shuffle(order, seed, RandomStreams.Order((ulong)epoch));
    }
}
