using System.Buffers.Binary;
using System.IO.Compression;

namespace Cajal.Images.Png;

/// <summary>Writes a PNG file (ISO/IEC 15948) of red, green and blue with eight bits each, rows without filters.</summary>
internal static class PngWriter
{
    private const int BytesPerPixel = 3;
    private const byte BitDepth = 8;
    private const byte TrueColor = 2;

    /// <summary>Writes a picture.</summary>
    /// <param name="width">Columns of pixels.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="pixels">Red, green and blue of each pixel, row by row.</param>
    public static byte[] Write(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var png = new MemoryStream();
        png.Write(PngReader.Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = BitDepth;
        header[9] = TrueColor;
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Pack(width, height, pixels));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Pack(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                deflate.WriteByte(0);    // this row has no filter
                deflate.Write(pixels.Slice(row * width * BytesPerPixel, width * BytesPerPixel));
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] checkedPart = [.. type, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(checkedPart);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(checkedPart));
        png.Write(number);
    }
}
