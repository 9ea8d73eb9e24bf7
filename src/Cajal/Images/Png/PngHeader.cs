namespace Cajal.Images.Png;

/// <summary>What a PNG file says of itself first (ISO/IEC 15948, 11.2.2).</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitDepth">Bits of a sample, or of an index into the palette.</param>
/// <param name="Kind">What a pixel consists of.</param>
/// <param name="IsInterlaced">Whether the pixels come in the seven passes of Adam7.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorKind Kind, bool IsInterlaced)
{
    /// <summary>Samples of a pixel in the file.</summary>
    public int Samples => Kind switch
    {
        PngColorKind.Gray or PngColorKind.Palette => 1,
        PngColorKind.GrayAlpha => 2,
        PngColorKind.Color => 3,
        _ => 4,
    };

    /// <summary>Channels of the picture.</summary>
    public int Channels => Kind is PngColorKind.Gray or PngColorKind.GrayAlpha ? 1 : 3;

    /// <summary>Bytes that a filter looks back: those of a whole pixel, at least one.</summary>
    public int FilterDistance => Math.Max(1, Samples * BitDepth / 8);

    /// <summary>Whether the standard has samples of this many bits for this kind (table 11.1).</summary>
    public bool HasPossibleDepth => Kind switch
    {
        PngColorKind.Gray => BitDepth is 1 or 2 or 4 or 8 or 16,
        PngColorKind.Palette => BitDepth is 1 or 2 or 4 or 8,
        _ => BitDepth is 8 or 16,
    };

    /// <summary>Bytes of a row of so many pixels, without the filter's.</summary>
    public int RowBytes(int pixels) => (int)((((long)pixels * Samples * BitDepth) + 7) / 8);

    /// <summary>Bytes of the picture.</summary>
    public long PixelBytes => (long)Width * Height * Channels;

    /// <summary>Bytes of all rows with their filters' bytes, unpacked.</summary>
    public long UnpackedBytes
    {
        get
        {
            long sum = 0;
            foreach (PngPass pass in PngPass.Of(this))
            {
                sum += (long)pass.Height * (1 + RowBytes(pass.Width));
            }

            return sum;
        }
    }
}

/// <summary>What a pixel of a PNG file consists of; the numbers are the file's.</summary>
internal enum PngColorKind
{
    /// <summary>One sample.</summary>
    Gray = 0,

    /// <summary>Red, green, blue.</summary>
    Color = 2,

    /// <summary>An index into a palette.</summary>
    Palette = 3,

    /// <summary>Gray and how opaque it is.</summary>
    GrayAlpha = 4,

    /// <summary>Red, green, blue and how opaque they are.</summary>
    ColorAlpha = 6,
}

/// <summary>Pixels that come together: all, or every n-th in both directions.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="StepX">Columns from one pixel to the next.</param>
/// <param name="StepY">Rows from one row to the next.</param>
/// <param name="Width">Pixels in a row of the pass.</param>
/// <param name="Height">Rows of the pass.</param>
internal readonly record struct PngPass(int Left, int Top, int StepX, int StepY, int Width, int Height)
{
    /// <summary>The passes of a file that hold at least one pixel (8.2: Adam7).</summary>
    public static IEnumerable<PngPass> Of(PngHeader header)
    {
        (int, int, int, int)[] passes = header.IsInterlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        foreach ((int left, int top, int stepX, int stepY) in passes)
        {
            int width = (int)(((long)header.Width - left + stepX - 1) / stepX), height = (int)(((long)header.Height - top + stepY - 1) / stepY);
            if (width > 0 && height > 0)
            {
                yield return new PngPass(left, top, stepX, stepY, width, height);
            }
        }
    }
}
