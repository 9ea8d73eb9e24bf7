using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>
/// result = zero everywhere, but under each window b's number is added to the place of the first maximum of a (line by line from the top,
/// from left to right; none where a is NaN). Unit: a line of windows with the lines under it where no line lies under two, else 64 channels of
/// a picture.
/// </summary>
internal readonly unsafe struct MaximumPoolScatter : IPoolPass
{
    private const int ChannelsPerUnit = 64;

    public static bool FillsPictures => true;

    public static int Units(PoolGrid grid) => IsApart(grid) && grid.Lines.Outputs > 0 ? grid.Batch * grid.Lines.Outputs : grid.Batch * ChannelBlocks(grid);

    public static void Run<V, T>(PoolGrid grid, T* a, T* b, T* result, nint first, nint count, T* scratch)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsApart(grid) && grid.Lines.Outputs > 0)
            RunApart<V, T>(grid, a, b, result, first, count);
        else
            RunOverlapping<V, T>(grid, a, b, result, first, count);
    }

    private static int ChannelBlocks(PoolGrid grid) => (grid.Channels + ChannelsPerUnit - 1) / ChannelsPerUnit;

    private static bool IsApart(PoolGrid grid) => grid.Lines.IsApart && grid.Columns.IsApart;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunApart<V, T>(PoolGrid grid, T* a, T* b, T* result, nint first, nint count)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint length = grid.LineLength;
        bool isTiled = grid.Lines.IsTiled && grid.Columns.IsTiled;
        bool maySpill = isTiled && grid.Channels <= V.Count;
        for (nint unit = first; unit < first + count; unit++)
        {
            (nint picture, nint window) = Math.DivRem(unit, grid.Lines.Outputs);
            nint start = picture * grid.Lines.Size * length;
            if (!isTiled)
            {
                nint owned = grid.Lines.FirstOwned((int)window);
                new Span<T>(result + start + (owned * length), (int)((grid.Lines.EndOwned((int)window) - owned) * length)).Clear();
            }

            Line<V, T, Overwriting>(grid, (int)window, 0, grid.Channels, a + start, b + (unit * grid.OutputLineLength), result + start, maySpill);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunOverlapping<V, T>(PoolGrid grid, T* a, T* b, T* result, nint first, nint count)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint size = grid.Lines.Size * grid.LineLength, pixels = grid.Lines.Size * grid.Columns.Size;
        for (nint unit = first; unit < first + count; unit++)
        {
            (nint picture, nint block) = Math.DivRem(unit, ChannelBlocks(grid));
            nint channel = block * ChannelsPerUnit, end = Math.Min(channel + ChannelsPerUnit, grid.Channels);
            T* to = result + (picture * size);
            for (nint pixel = 0; pixel < pixels; pixel++)
                new Span<T>(to + (pixel * grid.Channels) + channel, (int)(end - channel)).Clear();
            for (int window = 0; window < grid.Lines.Outputs; window++)
            {
                T* upstream = b + (((picture * grid.Lines.Outputs) + window) * grid.OutputLineLength);
                Line<V, T, Adding>(grid, window, channel, end, a + (picture * size), upstream, to, false);
            }
        }
    }

    /// <summary>Some channels of one line of windows. Where windows tile the picture and a bundle holds a pixel, lines are written from left to right without gaps, so
    /// that a bundle may spill over what follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<V, T, TWriting>(PoolGrid grid, int window, nint firstChannel, nint endChannel, T* picture, T* upstream, T* result, bool maySpill)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWriting : IWriting
    {
        nint channels = grid.Channels, length = grid.LineLength;
        nint top = grid.Lines.First(window), bottom = grid.Lines.End(window);
        for (int column = 0; column < grid.Columns.Outputs; column++, upstream += channels)
        {
            nint left = grid.Columns.First(column), right = grid.Columns.End(column);
            for (nint channel = firstChannel; channel < endChannel; channel += V.Count)
            {
                V highest = MaximumPoolPick.Highest<V, T>(picture + channel, top, bottom, left, right, length, channels);
                V share = V.Load(upstream + channel);
                for (nint line = top; line < bottom; line++)
                {
                    for (nint pixel = left; pixel < right; pixel++)
                    {
                        nint place = (line * length) + (pixel * channels) + channel;
                        V isHighest = V.Equal(V.Load(picture + place), highest);
                        nint room = maySpill ? length - (pixel * channels) - channel : endChannel - channel;
                        TWriting.Write<V, T>(isHighest & share, result + place, room);
                        share = V.Select(isHighest, default, share);
                    }
                }
            }
        }
    }

    /// <summary>What happens to a place that gets its share.</summary>
    private interface IWriting
    {
        static abstract void Write<V, T>(V value, T* to, nint room)
            where V : unmanaged, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;
    }

    /// <summary>No other window has the place.</summary>
    private readonly struct Overwriting : IWriting
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<V, T>(V value, T* to, nint room)
            where V : unmanaged, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => PoolLine<V, T>.Store(value, to, room);
    }

    /// <summary>Several windows may have the place.</summary>
    private readonly struct Adding : IWriting
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<V, T>(V value, T* to, nint room)
            where V : unmanaged, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => PoolLine<V, T>.Store(V.Load(to) + value, to, room);
    }
}
