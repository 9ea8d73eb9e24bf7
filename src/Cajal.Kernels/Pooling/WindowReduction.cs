using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>
/// result = reduction of the numbers under each window, channel by channel: lines from the top, then what they give from the left. A maximum is
/// NaN if there is one. Unit: a line of windows.
/// </summary>
internal readonly unsafe struct WindowReduction<TReduction, TWeight> : IPoolPass where TReduction : IReduction where TWeight : IWindowWeight
{
    public static bool FillsPictures => false;

    public static int Units(PoolGrid grid) => grid.Batch * grid.Lines.Outputs;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T>(PoolGrid grid, T* a, T* b, T* result, nint first, nint count, T* scratch)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint channels = grid.Channels, length = grid.LineLength, outputLength = grid.OutputLineLength;
        T whole = grid.WholeShare<T>();
        for (nint unit = first; unit < first + count; unit++)
        {
            (nint picture, nint window) = Math.DivRem(unit, grid.Lines.Outputs);
            int top = grid.Lines.First((int)window), lines = grid.Lines.End((int)window) - top;
            T* line = a + (((picture * grid.Lines.Size) + top) * length);
            if (lines > 1)
            {
                PoolLine<V, T>.Down<TReduction>(line, lines, length, scratch);
                line = scratch;
            }

            T* to = result + (unit * outputLength), end = to + outputLength;
            for (int column = 0; column < grid.Columns.Outputs; column++, to += channels)
            {
                int left = grid.Columns.First(column), pixels = grid.Columns.End(column) - left;
                V weight = V.Broadcast(TWeight.Of(grid, (int)window, column, whole));
                T* from = line + (left * channels);
                for (nint channel = 0; channel < channels; channel += V.Count)
                {
                    V value = PoolLine<V, T>.Across<TReduction>(from + channel, pixels, channels);
                    PoolLine<V, T>.Store(TWeight.IsWeighted ? weight * value : value, to + channel, (nint)(end - to) - channel);
                }
            }
        }
    }
}
