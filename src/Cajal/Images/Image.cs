using Cajal.Images;
using Cajal.Images.Png;

namespace Cajal;

/// <summary>
/// A picture: bytes 0 … 255 in rows from the top, each row from the left, the channels of a pixel side by side: <c>[height, width, channels]</c>. One
/// channel is grey, three are red, green and blue. Immutable.
/// </summary>
/// <example>
/// <code>
/// Image digit = Image.Read("seven.png").ToGray().Resize(28, 28);
/// </code>
/// </example>
public sealed class Image
{
    private readonly byte[] pixels;

    /// <summary>A picture of given pixels.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for grey, 3 for colours.</param>
    /// <param name="pixels">Height × width × channels bytes; the array is kept, not copied, and must not be changed afterwards.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the channels are neither 1 nor 3.</exception>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), $"Image: {channels} channels, expected 1 (grey) or 3 (red, green, blue).");
        }

        if (pixels.Length != (long)width * height * channels)
        {
            throw new ArgumentException($"Image: {height} x {width} pixels of {channels} channels need {(long)width * height * channels} bytes, got {pixels.Length}.", nameof(pixels));
        }

        (Width, Height, Channels) = (width, height, channels);
        this.pixels = pixels;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes of a pixel: 1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>All bytes, <c>[height, width, channels]</c>.</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>Reads a PNG file of any kind that the standard knows (ISO/IEC 15948; palettes, 1 to 16 bits, interlaced).</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// Gray where all of the file's colours are grey by kind, red, green and blue otherwise; what is transparent lies before white; of 16 bits the
    /// upper 8 are taken; gamma and colour profiles are not applied.
    /// </returns>
    /// <exception cref="DataException">The file is missing, cannot be read, is no PNG file or is damaged; the message names file, place and reason.</exception>
    public static Image Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = PrintableText.Escape(path);
        try
        {
            return PngReader.Read(File.ReadAllBytes(path), file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{file} cannot be read: {PrintableText.Escape(error.Message).TrimEnd('.')}. Check the path and the permissions.", error);
        }
    }

    /// <summary>Reads the bytes of a PNG file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="displayName">What messages call it.</param>
    /// <returns>As <see cref="Read(string)"/>.</returns>
    /// <exception cref="DataException">They are no PNG file or are damaged.</exception>
    public static Image Read(byte[] file, string displayName)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(displayName);
        return PngReader.Read(file, PrintableText.Escape(displayName));
    }

    /// <summary>The picture in grey: Y = 0.299 R + 0.587 G + 0.114 B, rounded (ITU-R BT.601); itself if it is grey already.</summary>
    public Image ToGray()
    {
        if (Channels == 1)
        {
            return this;
        }

        byte[] grey = new byte[Width * Height];
        for (int i = 0; i < grey.Length; i++)
        {
            grey[i] = (byte)(((299 * pixels[3 * i]) + (587 * pixels[(3 * i) + 1]) + (114 * pixels[(3 * i) + 2]) + 500) / 1000);
        }

        return new Image(Width, Height, 1, grey);
    }

    /// <summary>The picture in red, green and blue; itself if it is already.</summary>
    public Image ToColor()
    {
        if (Channels == 3)
        {
            return this;
        }

        byte[] colours = new byte[3 * pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            colours.AsSpan(3 * i, 3).Fill(pixels[i]);
        }

        return new Image(Width, Height, 3, colours);
    }

    /// <summary>
    /// The picture in another size, the sides each by its own factor. A triangle filter of as many pixels as fall on one of the result, so that nothing
    /// flickers where it shrinks; bilinear interpolation where it grows. Beyond the edge nothing is weighed.
    /// </summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the picture would have more bytes than an array can have.</exception>
    public Image Resize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if ((Int128)width * Math.Max(height, Height) * Channels > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(width), $"Image: {Height} x {Width} pixels of {Channels} channels cannot be made {height} x {width}: an array has at most {Array.MaxLength} bytes. Choose a smaller size.");
        }

        return (width, height) == (Width, Height) ? this : new Image(width, height, Channels, Resampling.Run(pixels, Width, Height, Channels, width, height));
    }
}
