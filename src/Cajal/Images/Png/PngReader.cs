using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Cajal.Images.Png;

/// <summary>Reads a PNG file (ISO/IEC 15948): checks each chunk, unpacks the rows, undoes their filters.</summary>
internal sealed class PngReader
{
    /// <summary>Most bytes of a picture: what fits comfortably into an array.</summary>
    private const long MostBytes = 1L << 28;

    /// <summary>Unpacked bytes that are taken on trust; more are counted before memory is reserved for them.</summary>
    private const long UncountedBytes = 4 << 20;

    /// <summary>zlib makes at most this many bytes of one (zlib's technical details).</summary>
    private const long LargestRatio = 1032;

    private const int LengthBytes = 4;
    private const int TypeBytes = 4;
    private const int ChunkFrame = LengthBytes + TypeBytes + 4;

    /// <summary>What every PNG file begins with.</summary>
    internal static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly byte[] file;
    private readonly string name;
    private readonly ArrayBufferWriter<byte> packed = new();
    private PngHeader header;
    private byte[] palette = [];
    private byte[] transparency = [];

    private PngReader(byte[] file, string name)
    {
        this.file = file;
        this.name = name;
    }

    /// <summary>Reads the picture.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="name">What messages call the file, printable.</param>
    /// <exception cref="DataException">It is no PNG file or is damaged; the message says where and why.</exception>
    public static Image Read(byte[] file, string name)
    {
        var reader = new PngReader(file, name);
        reader.ReadChunks();
        return reader.ReadPixels();
    }

    private void ReadChunks()
    {
        if (!file.AsSpan().StartsWith(Signature))
        {
            throw new DataException($"{name}: it is no PNG file: it begins with the bytes {Convert.ToHexStringLower(file.AsSpan(0, Math.Min(file.Length, Signature.Length)))}, expected {Convert.ToHexStringLower(Signature)}. {Advice()}");
        }

        int position = Signature.Length;
        bool ended = false;
        for (bool isFirst = true; !ended; isFirst = false)
        {
            string type = ReadChunk(ref position, out ReadOnlySpan<byte> content);
            if (isFirst != (type == "IHDR"))
            {
                throw Damaged(isFirst ? $"the first chunk is {type}, expected IHDR" : $"there is a second header (IHDR) before byte {position}");
            }

            ended = Take(type, content, position);
        }
    }

    /// <summary>Reads the chunk at a position and moves behind it.</summary>
    private string ReadChunk(ref int position, out ReadOnlySpan<byte> content)
    {
        int left = file.Length - position - ChunkFrame;
        if (left < 0)
        {
            throw Damaged($"the file ends at byte {file.Length} without its last chunk (IEND)");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
        ReadOnlySpan<byte> typeBytes = file.AsSpan(position + LengthBytes, TypeBytes);
        string type = PrintableText.Escape(Encoding.Latin1.GetString(typeBytes));
        if (length > left)
        {
            throw Damaged($"the chunk {type} at byte {position} declares {length} bytes, but only {left} follow");
        }

        content = file.AsSpan(position + LengthBytes + TypeBytes, (int)length);
        uint stated = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position + ChunkFrame - 4 + (int)length));
        uint actual = Crc32.Of(file.AsSpan(position + LengthBytes, TypeBytes + (int)length));
        if (stated != actual)
        {
            throw Damaged($"the checksum of the chunk {type} at byte {position} is {stated:x8}, that of its content {actual:x8}");
        }

        position += ChunkFrame + (int)length;
        return type;
    }

    /// <summary>Takes what a chunk says; true for the last one.</summary>
    private bool Take(string type, ReadOnlySpan<byte> content, int end)
    {
        switch (type)
        {
            case "IHDR":
                header = ReadHeader(content);
                return false;
            case "PLTE":
                palette = content.Length % 3 == 0 && content.Length is > 0 and <= 3 * 256
                    ? content.ToArray()
                    : throw Damaged($"the palette (PLTE) has {content.Length} bytes, expected three for each of 1 to 256 colors");
                return false;
            case "tRNS":
                transparency = content.ToArray();
                return false;
            case "IDAT":
                packed.Write(content);
                return false;
            case "IEND":
                return true;
            default:
                // A small first letter: what does not know the chunk can do without it (5.4).
                return type.Length > 0 && char.IsAsciiLetterLower(type[0])
                    ? false
                    : throw Damaged($"there is a chunk {type} before byte {end} that the standard does not have and that a reader may not pass over");
        }
    }

    private PngHeader ReadHeader(ReadOnlySpan<byte> content)
    {
        if (content.Length != 13)
        {
            throw Damaged($"the header (IHDR) has {content.Length} bytes, expected 13");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(content), height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            throw Damaged($"the header declares {height} x {width} pixels, expected at least one of each and at most {int.MaxValue}");
        }

        var read = new PngHeader((int)width, (int)height, content[8], (PngColorKind)content[9], content[12] == 1);
        if (!Enum.IsDefined(read.Kind) || !read.HasPossibleDepth)
        {
            throw Damaged($"the header declares colors of kind {content[9]} with {content[8]} bits, which the standard does not have");
        }

        if (content[10] != 0 || content[11] != 0 || content[12] > 1)
        {
            throw Damaged($"the header declares compression {content[10]}, filters {content[11]} and interlacing {content[12]}, expected 0, 0 and 0 or 1");
        }

        return read.PixelBytes <= MostBytes && read.UnpackedBytes <= 4 * MostBytes
            ? read
            : throw new DataException($"{name}: the header declares {height} x {width} pixels, so {read.PixelBytes} bytes; the limit is {MostBytes}. Make the picture smaller.");
    }

    private Image ReadPixels()
    {
        if (header.Kind == PngColorKind.Palette && palette.Length == 0)
        {
            throw Damaged("its pixels are indices into a palette, but there is none (PLTE)");
        }

        try
        {
            CheckLength();
            byte[] pixels = new byte[header.PixelBytes];
            using Stream rows = Unpack();
            var colors = new PngColors(header, palette, transparency);
            foreach (PngPass pass in PngPass.Of(header))
            {
                ReadPass(pass, rows, colors, pixels);
            }

            return new Image(header.Width, header.Height, header.Channels, pixels);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw Damaged("the packed pixels (IDAT) are damaged: their coding or checksum is wrong", error);
        }
    }

    private void ReadPass(PngPass pass, Stream rows, PngColors colors, byte[] pixels)
    {
        byte[] row = new byte[1 + header.RowBytes(pass.Width)], above = new byte[row.Length];
        for (int y = 0; y < pass.Height; y++)
        {
            if (rows.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
            {
                throw Short();
            }

            if (row[0] >= PngFilters.Count)
            {
                throw Damaged($"row {pass.Top + (y * pass.StepY)} has filter {row[0]}, expected 0 to {PngFilters.Count - 1}");
            }

            PngFilters.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterDistance);
            for (int x = 0; x < pass.Width; x++)
            {
                int line = pass.Top + (y * pass.StepY), column = pass.Left + (x * pass.StepX);
                if (!colors.Write(row.AsSpan(1), x, pixels.AsSpan(((line * header.Width) + column) * header.Channels, header.Channels)))
                {
                    throw Damaged($"the pixel in row {line}, column {column} has an index beyond the palette's {colors.PaletteLength} colors");
                }
            }

            (row, above) = (above, row);
        }
    }

    /// <summary>Makes sure that as many rows are there as the header declares, before memory is reserved for them.</summary>
    private void CheckLength()
    {
        long declared = header.UnpackedBytes;
        if (declared > packed.WrittenCount * LargestRatio)
        {
            throw Damaged($"the header declares {header.Height} x {header.Width} pixels, more than {packed.WrittenCount} bytes of packed pixels can hold");
        }

        if (declared <= UncountedBytes)
        {
            return;
        }

        using Stream rows = Unpack();
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        for (int read = 1; read > 0 && count < declared; count += read)
        {
            read = rows.Read(buffer);
        }

        if (count < declared)
        {
            throw Short();
        }
    }

    private ZLibStream Unpack() => new(new MemoryStream(packed.WrittenSpan.ToArray(), writable: false), CompressionMode.Decompress);

    private DataException Short() => Damaged($"the packed pixels (IDAT) end before the last of {header.Height} rows");

    private DataException Damaged(string reason, Exception? inner = null) =>
        new($"{name}: {reason}. The file is damaged; take it again from where it came from, or leave it out.", inner);

    private string Advice() => file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        ? "It is a JPEG file, which Cajal does not read: convert it to PNG, for instance with 'mogrify -format png *.jpg' of ImageMagick."
        : "Give PNG files, or convert the pictures to PNG.";
}
