namespace Cajal.Images.Png;

/// <summary>Turns the samples of a PNG file into grey or into red, green and blue, before white where they are transparent.</summary>
/// <param name="header">Kind and bits of the samples.</param>
/// <param name="palette">Three bytes for each index; empty without a palette.</param>
/// <param name="transparency">Content of the chunk tRNS; empty without one: opacities of the palette's first colors, or the one colour that is not seen.</param>
internal sealed class PngColors(PngHeader header, byte[] palette, byte[] transparency)
{
    private const int Opaque = byte.MaxValue;

    private readonly int[] samples = new int[header.Samples];

    /// <summary>Colors of the palette.</summary>
    public int PaletteLength => palette.Length / 3;

    /// <summary>Writes the pixel at a place of an unfiltered row.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="pixel">The place.</param>
    /// <param name="to">Receives a byte for each channel.</param>
    /// <returns>Whether the pixel is possible: false for an index that the palette has not.</returns>
    public bool Write(ReadOnlySpan<byte> row, int pixel, Span<byte> to)
    {
        for (int sample = 0; sample < samples.Length; sample++)
        {
            samples[sample] = Sample(row, (pixel * samples.Length) + sample);
        }

        if (header.Kind == PngColorKind.Palette)
        {
            int index = samples[0];
            if (index >= PaletteLength)
            {
                return false;
            }

            int alpha = index < transparency.Length ? transparency[index] : Opaque;
            for (int channel = 0; channel < to.Length; channel++)
            {
                to[channel] = BeforeWhite(palette[(3 * index) + channel], alpha);
            }

            return true;
        }

        int opacity = header.Kind is PngColorKind.GrayAlpha or PngColorKind.ColorAlpha ? ToByte(samples[^1]) : IsUnseen() ? 0 : Opaque;
        for (int channel = 0; channel < to.Length; channel++)
        {
            to[channel] = BeforeWhite(ToByte(samples[channel]), opacity);
        }

        return true;
    }

    private static byte BeforeWhite(int value, int alpha) => (byte)(((value * alpha) + (Opaque * (Opaque - alpha)) + (Opaque / 2)) / Opaque);

    private int Sample(ReadOnlySpan<byte> row, int index)
    {
        int depth = header.BitDepth;
        if (depth == 16)
        {
            return (row[2 * index] << 8) | row[(2 * index) + 1];
        }

        int bit = index * depth;
        return (row[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1);
    }

    // The largest sample becomes 255.
    private int ToByte(int sample) => header.BitDepth == 16 ? sample >> 8 : sample * byte.MaxValue / ((1 << header.BitDepth) - 1);

    private bool IsUnseen()
    {
        if (transparency.Length < 2 * samples.Length)
        {
            return false;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            if (samples[i] != ((transparency[2 * i] << 8) | transparency[(2 * i) + 1]))
            {
                return false;
            }
        }

        return true;
    }
}
