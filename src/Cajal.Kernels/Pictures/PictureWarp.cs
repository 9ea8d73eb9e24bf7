using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>
/// Draws a picture <c>[height, width, channels]</c> through a map of its pixels, with displacements on top where there are any: each new pixel is
/// interpolated between the four around the place that it comes from. Places outside are moved to the nearest pixel of the edge.
/// </summary>
internal static unsafe class PictureWarp
{
    /// <summary>Draws it.</summary>
    /// <param name="source">The old picture.</param>
    /// <param name="height">Lines.</param>
    /// <param name="width">Pixels of a line.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="map">Where pixels come from.</param>
    /// <param name="down">Added to where each pixel comes from, down; empty for nothing.</param>
    /// <param name="right">The same, to the right.</param>
    /// <param name="result">The new picture.</param>
    /// <exception cref="ArgumentException">A length does not fit the sizes.</exception>
    public static void Run(
        ReadOnlySpan<float> source, int height, int width, int channels, PixelMap map, ReadOnlySpan<float> down, ReadOnlySpan<float> right, Span<float> result)
    {
        int pixels = height * width;
        bool fits = source.Length == pixels * channels && result.Length == source.Length && (down.IsEmpty || down.Length == pixels) && down.Length == right.Length;
        if (!fits)
            throw new ArgumentException($"A picture of {height} x {width} x {channels} cannot be drawn from {source.Length} numbers and {down.Length} displacements to {result.Length}.");
        if (down.IsEmpty && map.IsWholeShift)
        {
            Shift(source, height, width, channels, (int)map.Y, (int)map.X, result);
            return;
        }

        fixed (float* from = source, byLines = down, byPixels = right, to = result)
        {
            for (int y = 0; y < height; y++)
            {
                nint line = (nint)y * width;
                float* shiftY = byLines == null ? null : byLines + line;
                float* shiftX = byLines == null ? null : byPixels + line;
                float startY = (float)((map.YY * y) + map.Y), startX = (float)((map.XY * y) + map.X);
                var stretch = new Stretch(from, height, width, channels, startY, (float)map.YX, startX, (float)map.XX, shiftY, shiftX);
                Line(in stretch, to + (line * channels));
            }
        }
    }

    /// <summary>Pixels that come from whole places are copied: the same numbers.</summary>
    private static void Shift(ReadOnlySpan<float> source, int height, int width, int channels, int down, int right, Span<float> result)
    {
        // Pixels [first, end) of a line come from the picture, those before and behind from its edge.
        int first = Math.Clamp(-right, 0, width), end = Math.Clamp(width - right, first, width);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> from = source.Slice(Math.Clamp(y + down, 0, height - 1) * width * channels, width * channels);
            Span<float> to = result.Slice(y * width * channels, width * channels);
            for (int x = 0; x < first; x++)
                from[..channels].CopyTo(to[(x * channels)..]);
            if (end > first)
                from.Slice((first + right) * channels, (end - first) * channels).CopyTo(to[(first * channels)..]);
            for (int x = end; x < width; x++)
                from[^channels..].CopyTo(to[(x * channels)..]);
        }
    }

    /// <summary>Where the pixels of one line come from.</summary>
    private readonly struct Stretch(
        float* from, int height, int width, int channels, float startY, float stepY, float startX, float stepX, float* shiftY, float* shiftX)
    {
        public readonly float* From = from, ShiftY = shiftY, ShiftX = shiftX;
        public readonly int Height = height, Width = width, Channels = channels;
        public readonly float StartY = startY, StepY = stepY, StartX = startX, StepX = stepX;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line(in Stretch stretch, float* to)
    {
        int x = 0;
        if (stretch.Channels == 1 && Avx2.IsSupported)
        {
            for (; x + Vector256<float>.Count <= stretch.Width; x += Vector256<float>.Count)
                Eight(in stretch, x).Store(to + x);
        }

        for (; x < stretch.Width; x++)
            Pixel(in stretch, x, to + ((nint)x * stretch.Channels));
    }

    /// <summary>Eight pixels of one channel: the same operations as <see cref="Pixel"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight(in Stretch stretch, int x)
    {
        Vector256<float> place = Vector256.ConvertToSingle(Vector256.Create(x) + Vector256<int>.Indices);
        Vector256<float> y = (place * stretch.StepY) + Vector256.Create(stretch.StartY), sourceX = (place * stretch.StepX) + Vector256.Create(stretch.StartX);
        if (stretch.ShiftY != null)
        {
            y += Vector256.Load(stretch.ShiftY + x);
            sourceX += Vector256.Load(stretch.ShiftX + x);
        }

        y = Vector256.Min(Vector256.Max(y, Vector256<float>.Zero), Vector256.Create((float)(stretch.Height - 1)));
        sourceX = Vector256.Min(Vector256.Max(sourceX, Vector256<float>.Zero), Vector256.Create((float)(stretch.Width - 1)));
        Vector256<int> top = Vector256.ConvertToInt32(y), left = Vector256.ConvertToInt32(sourceX);
        Vector256<float> partY = y - Vector256.ConvertToSingle(top), partX = sourceX - Vector256.ConvertToSingle(left);
        Vector256<int> right = Vector256.Min(left + Vector256<int>.One, Vector256.Create(stretch.Width - 1));
        Vector256<int> upper = top * stretch.Width, lower = Vector256.Min(top + Vector256<int>.One, Vector256.Create(stretch.Height - 1)) * stretch.Width;
        Vector256<float> above = Between(Gather(stretch.From, upper + left), Gather(stretch.From, upper + right), partX);
        Vector256<float> below = Between(Gather(stretch.From, lower + left), Gather(stretch.From, lower + right), partX);
        return Between(above, below, partY);
    }

    private static Vector256<float> Gather(float* from, Vector256<int> places) => Avx2.GatherVector256(from, places, sizeof(float));

    private static Vector256<float> Between(Vector256<float> a, Vector256<float> b, Vector256<float> share) => a + (share * (b - a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pixel(in Stretch stretch, int x, float* to)
    {
        float y = (x * stretch.StepY) + stretch.StartY, sourceX = (x * stretch.StepX) + stretch.StartX;
        if (stretch.ShiftY != null)
        {
            y += stretch.ShiftY[x];
            sourceX += stretch.ShiftX[x];
        }

        y = Math.Min(Math.Max(y, 0), stretch.Height - 1);
        sourceX = Math.Min(Math.Max(sourceX, 0), stretch.Width - 1);
        int top = (int)y, left = (int)sourceX;
        float partY = y - top, partX = sourceX - left;
        nint right = Math.Min(left + 1, stretch.Width - 1), bottom = Math.Min(top + 1, stretch.Height - 1);
        float* upper = stretch.From + ((nint)top * stretch.Width * stretch.Channels), lower = stretch.From + (bottom * stretch.Width * stretch.Channels);
        for (nint channel = 0; channel < stretch.Channels; channel++)
        {
            nint first = ((nint)left * stretch.Channels) + channel, second = (right * stretch.Channels) + channel;
            float above = upper[first] + (partX * (upper[second] - upper[first]));
            float below = lower[first] + (partX * (lower[second] - lower[first]));
            to[channel] = above + (partY * (below - above));
        }
    }
}
