using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Whether a mean over a window counts its padding.</summary>
internal interface IPaddingCount
{
    static abstract bool Counts { get; }
}

/// <summary>Padding counts as zeros.</summary>
internal readonly struct PaddingCounts : IPaddingCount
{
    public static bool Counts => true;
}

/// <summary>Only what lies on the picture counts.</summary>
internal readonly struct PaddingIsLeftOut : IPaddingCount
{
    public static bool Counts => false;
}

/// <summary>result = mean of the numbers under each window, channel by channel: lines are added from the top, then their sums from the left.
/// Unit: a line of windows.</summary>
internal readonly unsafe struct AveragePool<TPadding> : IPoolPass where TPadding : IPaddingCount
{
    public static bool FillsPictures => false;

    public static int Units(PoolGrid grid) => grid.Batch * grid.Lines.Outputs;

    /// <summary>What each number under a whole window is multiplied by.</summary>
    public static T WholeShare<T>(PoolGrid grid) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.One / T.CreateTruncating(grid.Lines.Window * grid.Columns.Window);

    /// <summary>What each number under a window is multiplied by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Share<T>(PoolGrid grid, int line, int column, T whole) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (TPadding.Counts) return whole;
        int lines = grid.Lines.End(line) - grid.Lines.First(line), columns = grid.Columns.End(column) - grid.Columns.First(column);
        return lines == grid.Lines.Window && columns == grid.Columns.Window ? whole : T.One / T.CreateTruncating(lines * columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T>(PoolGrid grid, T* a, T* b, T* result, nint first, nint count, T* scratch)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint channels = grid.Channels, length = grid.LineLength, outputLength = grid.OutputLineLength;
        T whole = WholeShare<T>(grid);
        for (nint unit = first; unit < first + count; unit++)
        {
            (nint picture, nint window) = Math.DivRem(unit, grid.Lines.Outputs);
            int top = grid.Lines.First((int)window), lines = grid.Lines.End((int)window) - top;
            T* line = a + (((picture * grid.Lines.Size) + top) * length);
            if (lines > 1)
            {
                PoolLine<V, T>.Down<SumReduction>(line, lines, length, scratch);
                line = scratch;
            }

            T* to = result + (unit * outputLength), end = to + outputLength;
            for (int column = 0; column < grid.Columns.Outputs; column++, to += channels)
            {
                int left = grid.Columns.First(column), pixels = grid.Columns.End(column) - left;
                V share = V.Broadcast(Share(grid, (int)window, column, whole));
                T* from = line + (left * channels);
                for (nint channel = 0; channel < channels; channel += V.Count)
                {
                    V sum = PoolLine<V, T>.Across<SumReduction>(from + channel, pixels, channels);
                    PoolLine<V, T>.Store(share * sum, to + channel, (nint)(end - to) - channel);
                }
            }
        }
    }
}
