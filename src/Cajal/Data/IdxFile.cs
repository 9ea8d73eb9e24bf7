using System.Buffers.Binary;
using System.Collections.Immutable;
using Cajal.Data;

namespace Cajal;

/// <summary>
/// An array in the IDX format of the MNIST files (Y. LeCun, http://yann.lecun.com/exdb/mnist): two zero bytes, the element type, the number of
/// dimensions, the length of each as a 32-bit integer, the elements row by row; all big-endian. Plain or compressed by gzip, which is told by the content, not by the name. Immutable.
/// </summary>
public sealed class IdxFile
{
    /// <summary>The most bytes of elements that are read unless the caller allows more: 1 GiB.</summary>
    public const long DefaultMaximumBytes = 1L << 30;

    private readonly byte[] bytes;

    internal IdxFile(string displayName, IdxElementType elementType, ImmutableArray<int> shape, byte[] bytes)
    {
        DisplayName = displayName;
        ElementType = elementType;
        Shape = shape;
        this.bytes = bytes;
    }

    /// <summary>What messages call this file: its path, made printable.</summary>
    public string DisplayName { get; }

    /// <summary>Type of the elements.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>Length of each dimension, the outermost first.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The elements as they stand in the file: row by row, big-endian.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, plain or compressed by gzip.</param>
    /// <param name="maximumBytes">The most bytes that its elements may take; by default <see cref="DefaultMaximumBytes"/>. It bounds what a small compressed file can make of itself.</param>
    /// <exception cref="DataException">The file is missing, cannot be read, is damaged, too large or breaks the format; the message names file, place and reason.</exception>
    public static IdxFile Read(string path, long maximumBytes = DefaultMaximumBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBytes);
        string file = PrintableText.Escape(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new IdxReader(stream, file, maximumBytes).Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{file} cannot be read: {PrintableText.Escape(error.Message).TrimEnd('.')}. Check the path and the permissions.", error);
        }
    }

    /// <summary>Reads the bytes of a file, which are copied.</summary>
    /// <param name="bytes">The file, plain or compressed by gzip.</param>
    /// <param name="displayName">What messages call it.</param>
    /// <param name="maximumBytes">The most bytes that its elements may take; by default <see cref="DefaultMaximumBytes"/>.</param>
    /// <exception cref="DataException">The file is damaged, too large or breaks the format; the message names file, place and reason.</exception>
    public static IdxFile Read(ReadOnlySpan<byte> bytes, string displayName, long maximumBytes = DefaultMaximumBytes)
    {
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBytes);
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        return new IdxReader(stream, PrintableText.Escape(displayName), maximumBytes).Read();
    }

    /// <summary>The elements as numbers, row by row; every element type fits.</summary>
    public double[] ToFloat64()
    {
        int size = ElementType.Size();
        double[] values = new double[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.AsSpan(i * size, size);
            values[i] = ElementType switch
            {
                IdxElementType.UInt8 => element[0],
                IdxElementType.Int8 => (sbyte)element[0],
                IdxElementType.Int16 => BinaryPrimitives.ReadInt16BigEndian(element),
                IdxElementType.Int32 => BinaryPrimitives.ReadInt32BigEndian(element),
                IdxElementType.Float32 => BinaryPrimitives.ReadSingleBigEndian(element),
                _ => BinaryPrimitives.ReadDoubleBigEndian(element),
            };
        }
        return values;
    }
}
