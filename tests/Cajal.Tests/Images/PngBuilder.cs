using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Cajal.Tests.Images;

/// <summary>Writes PNG files, right and wrong ones.</summary>
internal static class PngBuilder
{
    public static byte[] Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A whole file of 8 bits a sample, no filters.</summary>
    public static byte[] File(int width, int height, int channels, ReadOnlySpan<byte> pixels) =>
        Join(Header((uint)width, (uint)height, 8, (byte)(channels == 1 ? 0 : 2)), Chunk("IDAT", Zlib(Rows(pixels, width * channels))), End);

    public static byte[] End => Chunk("IEND", []);

    public static byte[] Join(params byte[][] chunks) => [.. Signature, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Header(uint width, uint height, byte depth, byte kind, byte compression = 0, byte filter = 0, byte interlace = 0)
    {
        byte[] content = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(content, width);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(4), height);
        (content[8], content[9], content[10], content[11], content[12]) = (depth, kind, compression, filter, interlace);
        return Chunk("IHDR", content);
    }

    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] body = [.. Encoding.Latin1.GetBytes(type), .. content];
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. body, .. Checksum(body)];
    }

    public static byte[] Zlib(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Each row behind a byte that says "no filter".</summary>
    public static byte[] Rows(ReadOnlySpan<byte> pixels, int length)
    {
        var rows = new List<byte>();
        for (int first = 0; first < pixels.Length; first += length)
        {
            rows.Add(0);
            rows.AddRange(pixels.Slice(first, length));
        }

        return [.. rows];
    }

    // gzip ends with the same checksum, lowest byte first, and the length.
    private static byte[] Checksum(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        byte[] checksum = packed.ToArray()[^8..^4];
        Array.Reverse(checksum);
        return checksum;
    }
}
