using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>result = under each window b's number at the place of the first maximum of a; 0 where a is NaN. Unit: a line of windows.</summary>
internal readonly unsafe struct MaximumPoolPick : IPoolPass
{
    public static bool FillsPictures => false;

    public static int Units(PoolGrid grid) => grid.Batch * grid.Lines.Outputs;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T>(PoolGrid grid, T* a, T* b, T* result, nint first, nint count, T* scratch)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint channels = grid.Channels, length = grid.LineLength;
        for (nint unit = first; unit < first + count; unit++)
        {
            (nint picture, nint window) = Math.DivRem(unit, grid.Lines.Outputs);
            nint start = picture * grid.Lines.Size * length;
            nint top = grid.Lines.First((int)window), bottom = grid.Lines.End((int)window);
            T* to = result + (unit * grid.OutputLineLength), end = to + grid.OutputLineLength;
            for (int column = 0; column < grid.Columns.Outputs; column++, to += channels)
            {
                nint left = grid.Columns.First(column), right = grid.Columns.End(column);
                for (nint channel = 0; channel < channels; channel += V.Count)
                {
                    V picked = Pick<V, T>(a + start + channel, b + start + channel, top, bottom, left, right, length, channels);
                    PoolLine<V, T>.Store(picked, to + channel, (nint)(end - to) - channel);
                }
            }
        }
    }

    /// <summary>The largest number under a window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Highest<V, T>(T* picture, nint top, nint bottom, nint left, nint right, nint length, nint channels)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V highest = V.Broadcast(T.NegativeInfinity);
        for (nint line = top; line < bottom; line++)
        {
            for (nint pixel = left; pixel < right; pixel++)
                highest = V.Max(highest, V.Load(picture + (line * length) + (pixel * channels)));
        }

        return highest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Pick<V, T>(T* picture, T* values, nint top, nint bottom, nint left, nint right, nint length, nint channels)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V highest = Highest<V, T>(picture, top, bottom, left, right, length, channels), picked = default;

        // From the last to the first, so that the first maximum has the last word.
        for (nint line = bottom - 1; line >= top; line--)
        {
            for (nint pixel = right - 1; pixel >= left; pixel--)
            {
                nint place = (line * length) + (pixel * channels);
                picked = V.Select(V.Equal(V.Load(picture + place), highest), V.Load(values + place), picked);
            }
        }

        return picked;
    }
}
