using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>result = for each pixel the sum of its shares of the windows over it: the transposed map of a mean by <see cref="WindowReduction{TReduction, TWeight}"/>.
/// Windows are added from the top, then from the left. Unit: a line of the pictures.</summary>
internal readonly unsafe struct AveragePoolSpread<TWeight> : IPoolPass where TWeight : IWindowWeight
{
    public static bool FillsPictures => true;

    public static int Units(PoolGrid grid) => grid.Batch * grid.Lines.Size;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T>(PoolGrid grid, T* a, T* b, T* result, nint first, nint count, T* scratch)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint channels = grid.Channels, length = grid.LineLength, outputLength = grid.OutputLineLength;
        for (nint unit = first; unit < first + count; unit++)
        {
            (nint picture, nint line) = Math.DivRem(unit, grid.Lines.Size);
            int firstWindow = grid.Lines.FirstWindow((int)line), endWindow = grid.Lines.EndWindow((int)line);
            T* to = result + (unit * length), end = to + length;
            if (firstWindow >= endWindow)
            {
                new Span<T>(to, (int)length).Clear();
                continue;
            }

            Down<V, T>(grid, a + (picture * grid.Lines.Outputs * outputLength), firstWindow, endWindow, scratch);
            for (int column = 0; column < grid.Columns.Size; column++, to += channels)
            {
                int left = grid.Columns.FirstWindow(column), windows = grid.Columns.EndWindow(column) - left;
                T* from = scratch + (left * channels);
                for (nint channel = 0; channel < channels; channel += V.Count)
                {
                    V sum = windows > 0 ? PoolLine<V, T>.Across<SumReduction>(from + channel, windows, channels) : default;
                    PoolLine<V, T>.Store(sum, to + channel, (nint)(end - to) - channel);
                }
            }
        }
    }

    /// <summary>Sums of the shares of several lines of windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Down<V, T>(PoolGrid grid, T* windows, int first, int end, T* to)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint channels = grid.Channels, outputLength = grid.OutputLineLength;
        T whole = grid.WholeShare<T>();
        for (int column = 0; column < grid.Columns.Outputs; column++, to += channels)
        {
            T* from = windows + (column * channels);
            for (nint channel = 0; channel < channels; channel += V.Count)
            {
                V sum = default;
                for (int line = first; line < end; line++)
                    sum += V.Broadcast(TWeight.Of(grid, line, column, whole)) * V.Load(from + (line * outputLength) + channel);
                V.Store(sum, to + channel);
            }
        }
    }
}
