using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cajal.SafetensorFiles;

namespace Cajal;

/// <summary>One named array of a <see cref="SafetensorsFile"/>: element type, shape and values, row by row. Immutable.</summary>
public sealed class SafetensorsEntry
{
    internal SafetensorsEntry(string name, SafetensorsElementType elementType, ImmutableArray<int> shape, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        ElementType = elementType;
        Shape = shape;
        Memory = bytes;
    }

    /// <summary>Name, unique in its file; any text.</summary>
    public string Name { get; }

    /// <summary>Type of the elements.</summary>
    public SafetensorsElementType ElementType { get; }

    /// <summary>Length of each dimension, the outermost first; empty for a single number.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The values as they stand in the file: row by row, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => Memory.Span;

    internal ReadOnlyMemory<byte> Memory { get; }

    /// <summary>An entry of float32 values, which are copied.</summary>
    /// <param name="name">Name of the entry; any text but <c>__metadata__</c>.</param>
    /// <param name="values">The values, row by row.</param>
    /// <param name="shape">Length of each dimension; nothing for a single number.</param>
    /// <exception cref="ArgumentException">The shape's product is not the number of values, or the name cannot be stored.</exception>
    public static SafetensorsEntry FromFloat32(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        From(name, SafetensorsElementType.Float32, values, shape);

    /// <summary>An entry of float64 values, which are copied.</summary>
    /// <inheritdoc cref="FromFloat32"/>
    public static SafetensorsEntry FromFloat64(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) =>
        From(name, SafetensorsElementType.Float64, values, shape);

    /// <summary>An entry of signed 64-bit integers, which are copied.</summary>
    /// <inheritdoc cref="FromFloat32"/>
    public static SafetensorsEntry FromInt64(string name, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape) =>
        From(name, SafetensorsElementType.Int64, values, shape);

    /// <summary>An entry of signed 32-bit integers, which are copied.</summary>
    /// <inheritdoc cref="FromFloat32"/>
    public static SafetensorsEntry FromInt32(string name, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape) =>
        From(name, SafetensorsElementType.Int32, values, shape);

    /// <summary>An entry of bytes, which are copied.</summary>
    /// <inheritdoc cref="FromFloat32"/>
    public static SafetensorsEntry FromUInt8(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape) =>
        From(name, SafetensorsElementType.UInt8, values, shape);

    private static SafetensorsEntry From<T>(string name, SafetensorsElementType type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == SafetensorsFormat.MetadataName)
        {
            throw new ArgumentException($"An entry cannot be called '{name}': safetensors files keep their metadata there. Choose another name.", nameof(name));
        }
        SafetensorsFormat.CheckStorable(name, nameof(name));
        if (shape.Length > SafetensorsFormat.MaximumRank)
        {
            throw new ArgumentException(
                $"Entry {PrintableText.Quote(name)} has {shape.Length} dimensions, a file holds at most {SafetensorsFormat.MaximumRank}. Join some of them.", nameof(shape));
        }
        if (!StoredShape.TryCount(shape, out long elements) || elements != values.Length)
        {
            throw new ArgumentException(
                $"Entry {PrintableText.Quote(name)} has {values.Length} values, which do not fill the shape {StoredShape.Describe(shape)}. Pass a shape whose product is the number of values.",
                nameof(shape));
        }
        return new SafetensorsEntry(name, type, [.. shape], MemoryMarshal.AsBytes(values).ToArray());
    }
}
