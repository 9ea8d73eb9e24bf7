using System.Numerics;
using System.Runtime.Intrinsics;

namespace Cajal.Kernels;

/// <summary>Copies what consecutive places of the output see through a part of the window side by side: one row a place, for rows
/// [first, end) of the weights' matrix view. Places in the padding give zeros.</summary>
internal sealed unsafe class PatchPacking<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionShape shape;
    private readonly Tap[] rowTaps;
    private readonly Tap[] columnTaps;
    private readonly bool isContiguous;

    public PatchPacking(ConvolutionShape shape)
    {
        this.shape = shape;
        TapPhase rows = TapPhase.OfOutput(shape.Window.Vertical, shape.KernelHeight, shape.InputHeight, shape.OutputHeight)[0];
        TapPhase columns = TapPhase.OfOutput(shape.Window.Horizontal, shape.KernelWidth, shape.InputWidth, shape.OutputWidth)[0];
        (rowTaps, columnTaps) = (rows.Taps, columns.Taps);
        isContiguous = columns.IsContiguous && shape.Window.Groups == 1;
    }

    /// <summary>Elements of a packed place of so many rows of weights: copies are made in whole vectors.</summary>
    public static int Pitch(int rows) => rows + Vector<T>.Count - 1;

    /// <summary>Packs places [first, first + count) of the output.</summary>
    public void Run(T* input, int group, int firstRow, int endRow, int firstPlace, int count, T* to, nint pitch)
    {
        for (int place = firstPlace, end = firstPlace + count; place < end;)
        {
            int row = place / shape.OutputWidth, x = place % shape.OutputWidth, length = Math.Min(shape.OutputWidth - x, end - place);
            Row(input + (nint)(row / shape.OutputHeight) * shape.InputHeight * shape.InputWidth * shape.InputChannels + group * shape.GroupInputs,
                row % shape.OutputHeight, x, x + length, firstRow, endRow, to, pitch);
            place += length;
            to += length * pitch;
        }
    }

    /// <summary>Packs places [from, to) of row y of an image, one row of the window after the other.</summary>
    private void Row(T* image, int y, int from, int end, int firstRow, int endRow, T* to, nint pitch)
    {
        int rowOfWindow = shape.KernelWidth * shape.GroupInputs;
        for (int row = firstRow; row < endRow;)
        {
            int kernel = row / rowOfWindow, first = row % rowOfWindow, length = Math.Min(rowOfWindow - first, endRow - row);
            Tap tap = rowTaps[kernel];
            if (y < tap.From || y >= tap.To)
                Clear(end - from, length, to + (row - firstRow), pitch);
            else
                RowOfWindow(image + ((nint)y * shape.Window.Vertical.Stride + tap.Offset) * shape.InputWidth * shape.InputChannels, from, end, first, first + length, to + (row - firstRow), pitch);
            row += length;
        }
    }

    /// <summary>Packs elements [first, last) of a row of the window: at once where all its taps exist and lie side by side, else tap by tap.</summary>
    private void RowOfWindow(T* sourceRow, int from, int end, int first, int last, T* to, nint pitch)
    {
        int channels = shape.GroupInputs, step = shape.Window.Horizontal.Stride * shape.InputChannels;
        int firstTap = first / channels, lastTap = (last - 1) / channels;
        int interiorFrom = Math.Clamp(columnTaps[firstTap].From, from, end), interiorTo = Math.Clamp(columnTaps[lastTap].To, interiorFrom, end);
        if (!isContiguous)
            interiorTo = interiorFrom = end;
        Taps(sourceRow, from, interiorFrom, first, last, to, pitch);
        Copy(interiorTo - interiorFrom, last - first, sourceRow + (nint)interiorFrom * step + columnTaps[firstTap].Offset * shape.InputChannels + first % channels, step,
            to + (interiorFrom - from) * pitch, pitch);
        Taps(sourceRow, interiorTo, end, first, last, to + (interiorTo - from) * pitch, pitch);
    }

    private void Taps(T* sourceRow, int from, int end, int first, int last, T* to, nint pitch)
    {
        if (from == end) return;
        int channels = shape.GroupInputs, step = shape.Window.Horizontal.Stride * shape.InputChannels;
        for (int element = first; element < last;)
        {
            int channel = element % channels, length = Math.Min(channels - channel, last - element);
            Tap tap = columnTaps[element / channels];
            int existsFrom = Math.Clamp(tap.From, from, end), existsTo = Math.Clamp(tap.To, existsFrom, end);
            T* place = to + (element - first);
            Clear(existsFrom - from, length, place, pitch);
            Copy(existsTo - existsFrom, length, sourceRow + (nint)existsFrom * step + tap.Offset * shape.InputChannels + channel, step, place + (existsFrom - from) * pitch, pitch);
            Clear(end - existsTo, length, place + (existsTo - from) * pitch, pitch);
            element += length;
        }
    }

    /// <summary>Copies in whole vectors: what hangs over is written again by the next part, or lies between two places.</summary>
    private static void Copy(int places, int length, T* from, nint step, T* to, nint pitch)
    {
        for (int place = 0; place < places; place++, from += step, to += pitch)
        {
            nint i = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; i + Vector512<T>.Count <= length; i += Vector512<T>.Count)
                    Vector512.Load(from + i).Store(to + i);
            }

            for (; i < length; i += Vector<T>.Count)
                Vector.Load(from + i).Store(to + i);
        }
    }

    private static void Clear(int places, int length, T* to, nint pitch)
    {
        for (int place = 0; place < places; place++, to += pitch)
        {
            for (nint i = 0; i < length; i += Vector<T>.Count)
                Vector<T>.Zero.Store(to + i);
        }
    }
}
