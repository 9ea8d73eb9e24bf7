using System.Buffers.Binary;
using System.IO.Compression;

namespace Cajal.Drawing;

/// <summary>
/// A picture as PNG (ISO/IEC 15948): eight bits a channel, no filter. The framework compresses but draws no pictures; a drawing with many small ones
/// would need a rectangle a pixel without this.
/// </summary>
internal static class PngEncoder
{
    private const int BytesPerPixel = 3;
    private const byte BitDepth = 8;
    private const byte TrueColor = 2;
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(number => CrcOf((uint)number))];
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Encodes red, green and blue of each pixel, row by row.</summary>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = BitDepth;
        header[9] = TrueColor;
        Write(png, "IHDR"u8, header);
        Write(png, "IDAT"u8, Compress(width, height, pixels));
        Write(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Compress(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                deflate.WriteByte(0);    // this row has no filter
                deflate.Write(pixels.Slice(row * width * BytesPerPixel, width * BytesPerPixel));
            }
        }

        return compressed.ToArray();
    }

    private static void Write(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(content, Crc(type, uint.MaxValue)));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> content, uint crc)
    {
        foreach (byte one in content)
        {
            crc = CrcTable[(byte)(crc ^ one)] ^ (crc >> 8);
        }

        return crc;
    }

    // CRC-32 of ISO 3309, as annex D of the standard computes it.
    private static uint CrcOf(uint number)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            number = (number & 1) == 1 ? 0xEDB88320 ^ (number >> 1) : number >> 1;
        }

        return number;
    }
}
