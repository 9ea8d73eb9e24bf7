using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Adds up the partial sums of dot products: the second half of a dot product's partial sums is added to its first half until one number is left.</summary>
/// <remarks>As many dot products as a bundle has numbers are folded together: from two of them each step makes one bundle that holds the halves of both, so
/// that no number of it is idle, and the last one has all results in their order.</remarks>
internal static unsafe class DotSums<V, T>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>to[row, column] for all rows of a group of columns; the last bundle of a row is written whole. The partial sums are used up.</summary>
    /// <param name="sums">Partial sums, row after row, <see cref="DotTiles{T}.GroupColumns"/> columns a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns that are wanted.</param>
    /// <param name="to">The first result.</param>
    /// <param name="toRow">Elements from one row of the results to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* sums, int rows, int columns, T* to, nint toRow)
    {
        for (int row = 0; row < rows; row++, to += toRow, sums += DotTiles<T>.GroupColumns * DotTiles<T>.Parts)
        {
            T* from = sums;
            for (nint column = 0; column < columns; column += V.Count, from += V.Count * DotTiles<T>.Parts)
            {
                // In two halves, since the just-in-time compiler gives up inlining where all of it is one expression.
                for (T* first = from; first < from + Math.Min(4, V.Count) * DotTiles<T>.Parts; first += DotTiles<T>.Parts)
                    V.Store(Four(first), first);
                V.Store(One(from), to + column);
            }
        }
    }

    /// <summary>Every fourth dot product from the first, folded until four numbers of each are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Four(T* sums) => V.Count > 4 ? V.Fold(Eight(sums), Eight(sums + 4 * DotTiles<T>.Parts), 4) : Eight(sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Eight(T* sums) => V.Count > 8 ? V.Fold(Bundle(sums), Bundle(sums + 8 * DotTiles<T>.Parts), 8) : Bundle(sums);

    /// <summary>What is left of those folded until a single number of each is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V One(T* fours) => V.Count > 1 ? V.Fold(Two(fours), Two(fours + DotTiles<T>.Parts), 1) : Two(fours);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Two(T* fours) => V.Count > 2 ? V.Fold(V.Load(fours), V.Load(fours + 2 * DotTiles<T>.Parts), 2) : V.Load(fours);

    /// <summary>One dot product folded, in memory as far as it fills more than two bundles, until one bundle is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bundle(T* sums)
    {
        for (nint half = DotTiles<T>.Parts / 2; half > V.Count; half /= 2)
        {
            for (nint i = 0; i < half; i += V.Count)
                V.Store(V.Load(sums + i) + V.Load(sums + half + i), sums + i);
        }

        return V.Count < DotTiles<T>.Parts ? V.Load(sums) + V.Load(sums + V.Count) : V.Load(sums);
    }
}
