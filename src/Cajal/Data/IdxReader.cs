using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;

namespace Cajal.Data;

/// <summary>
/// The reader of <see cref="IdxFile"/>. The size that a header declares is compared with the bytes present before memory is reserved for it; what
/// is compressed is never unpacked beyond that size.
/// </summary>
/// <param name="source">The file from its beginning; can seek.</param>
/// <param name="file">The file's name for messages, already printable.</param>
/// <param name="maximumBytes">The most bytes of elements to accept.</param>
internal sealed class IdxReader(Stream source, string file, long maximumBytes)
{
    private const int MagicLength = 4;

    // Deflate codes at most 258 bytes in 2 bits (RFC 1951), so no compressed file holds more than this many times its length.
    private const long MaximumRatio = 258 * 8 / 2;

    // Up to here (MNIST has 45 MiB) a compressed file is unpacked at once, which costs at most this much in vain if its header lies. Beyond, it is
    // unpacked twice: first only to count.
    private const long UncountedBytes = 48L << 20;

    /// <summary>Reads the file.</summary>
    public IdxFile Read()
    {
        bool compressed = source.ReadByte() == 0x1f && source.ReadByte() == 0x8b;
        try
        {
            using Stream stream = Open(compressed);
            (IdxElementType type, ImmutableArray<int> shape) = ReadHeader(stream);
            long declared = CheckedSize(type, shape);
            int headerLength = MagicLength + (sizeof(int) * shape.Length);
            long present = compressed ? CountUpTo(declared, headerLength) : source.Length - headerLength;
            if (present < declared)
            {
                throw TooShort(declared, present);
            }
            byte[] bytes = new byte[declared];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < declared)
            {
                throw TooShort(declared, read);
            }
            if (stream.ReadByte() >= 0)
            {
                throw Damaged($"the header declares {StoredShape.Describe(shape.AsSpan())}, so {declared} bytes of elements, but more follow");
            }
            return new IdxFile(file, type, shape, bytes);
        }
        catch (InvalidDataException error)
        {
            throw Damaged("the gzip data are damaged: their coding, length or checksum is wrong", error);
        }
    }

    private Stream Open(bool compressed)
    {
        source.Position = 0;
        return compressed ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : source;
    }

    private (IdxElementType Type, ImmutableArray<int> Shape) ReadHeader(Stream stream)
    {
        Span<byte> magic = stackalloc byte[MagicLength];
        int read = stream.ReadAtLeast(magic, MagicLength, throwOnEndOfStream: false);
        if (read < MagicLength)
        {
            throw Damaged($"the file ends at byte {read}, within the four bytes of its magic number");
        }
        var type = (IdxElementType)magic[2];
        if (magic[0] != 0 || magic[1] != 0 || !Enum.IsDefined(type))
        {
            throw Damaged($"it begins with the bytes {Convert.ToHexStringLower(magic)}, not with 0000, an element type (08, 09, 0b, 0c, 0d, 0e) and the number of dimensions");
        }
        int rank = magic[3];
        if (rank == 0)
        {
            throw Damaged("the header (byte 3) declares no dimension");
        }
        Span<byte> lengths = stackalloc byte[sizeof(int) * rank];
        read = stream.ReadAtLeast(lengths, lengths.Length, throwOnEndOfStream: false);
        if (read < lengths.Length)
        {
            throw Damaged($"the file ends at byte {MagicLength + read}, within the lengths of its {rank} dimensions");
        }
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(lengths[(i * sizeof(int))..]);
            shape[i] = length <= int.MaxValue ? (int)length : throw Damaged($"dimension {i} has the length {length}, more than {int.MaxValue}");
        }
        return (type, [.. shape]);
    }

    private long CheckedSize(IdxElementType type, ImmutableArray<int> shape)
    {
        if (!StoredShape.TryCountBytes(shape.AsSpan(), type.Size(), out long declared))
        {
            throw Damaged($"the header declares {StoredShape.Describe(shape.AsSpan())}, more bytes of elements than 64 bits can count");
        }
        if (declared > Math.Min(maximumBytes, Array.MaxLength))
        {
            throw new DataException(
                $"{file}: the header declares {StoredShape.Describe(shape.AsSpan())}, so {declared} bytes of elements; the limit is {Math.Min(maximumBytes, Array.MaxLength)}. If the file is what you expect, split it or allow more.");
        }
        return declared;
    }

    // How many bytes of elements compressed data surely hold, counted without keeping them and no further than declared; a small number is taken on trust.
    private long CountUpTo(long declared, int headerLength)
    {
        CheckTrailer((uint)(headerLength + declared));
        if (declared > source.Length * MaximumRatio)
        {
            throw Damaged($"the header declares {declared} bytes of elements, more than {source.Length} bytes of gzip data can hold");
        }
        if (declared <= UncountedBytes)
        {
            return declared;
        }
        long position = source.Position;
        using Stream stream = Open(compressed: true);
        byte[] buffer = new byte[1 << 16];
        long count = -headerLength;
        for (int read = 1; read > 0 && count < declared; count += read)
        {
            read = stream.Read(buffer);
        }
        source.Position = position;
        return count;
    }

    // The last four bytes are the unpacked length (RFC 1952). The framework takes a file that lacks them, or that has more behind them, for whole.
    private void CheckTrailer(uint expected)
    {
        long position = source.Position;
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        source.Position = source.Length - trailer.Length;
        source.ReadExactly(trailer);
        source.Position = position;
        uint stated = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (stated != expected)
        {
            throw Damaged($"the gzip data end with {stated} as their unpacked length, but the header within declares {expected} bytes with itself");
        }
    }

    private DataException TooShort(long declared, long present) => Damaged($"the header declares {declared} bytes of elements, but only {present} follow");

    private DataException Damaged(string reason, Exception? inner = null) =>
        new($"{file}: {reason}. The file is damaged or is not an IDX file; take it again from where it came from.", inner);
}
