using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using Cajal.SafetensorFiles;

namespace Cajal;

/// <summary>
/// A file of named arrays with metadata in the safetensors format (https://github.com/huggingface/safetensors): eight bytes with the header's
/// length, the header in JSON, the values. Nothing in it can execute. Immutable: build one and <see cref="Write"/> it, or <see cref="Read(string, ChecksumRule)"/> one.
/// </summary>
/// <remarks>
/// Equal content gives equal bytes: metadata are written in ordinal order of their keys; entries by element size, the widest first, then by type
/// (the order of <see cref="SafetensorsElementType"/>), then in ordinal order of their names, without gaps; the header is padded with spaces so that every value is
/// aligned. Two metadata are added, and not shown in <see cref="Metadata"/>: <c>cajal.safetensors</c>, the version of these rules, and
/// <c>cajal.sha256</c>, a checksum over every byte of the file.
/// </remarks>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsEntry> byName;

    /// <summary>A new file in memory.</summary>
    /// <param name="metadata">Texts by key; the keys <c>cajal.sha256</c> and <c>cajal.safetensors</c> are reserved.</param>
    /// <param name="entries">The arrays; their names differ.</param>
    /// <exception cref="ArgumentException">A key or name is reserved, stands twice or cannot be stored.</exception>
    public SafetensorsFile(IEnumerable<KeyValuePair<string, string>> metadata, IEnumerable<SafetensorsEntry> entries)
        : this(CheckedMetadata(metadata), CheckedEntries(entries), "a new safetensors file", checksum: null)
    {
    }

    internal SafetensorsFile(SortedDictionary<string, string> metadata, IEnumerable<SafetensorsEntry> entries, string displayName, string? checksum)
    {
        Metadata = new ReadOnlyDictionary<string, string>(metadata);
        Entries = [.. entries.OrderBy(entry => entry.ElementType).ThenBy(entry => entry.Name, StringComparer.Ordinal)];
        byName = Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        DisplayName = displayName;
        Checksum = checksum;
    }

    /// <summary>Texts by key, in ordinal order of the keys.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The arrays in the order in which a file holds them.</summary>
    public ImmutableArray<SafetensorsEntry> Entries { get; }

    /// <summary>What messages call this file: its path, made printable.</summary>
    public string DisplayName { get; }

    /// <summary>The checksum of the file that was read, 64 hexadecimal digits; null for a new file and one that has none.</summary>
    public string? Checksum { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, at most 2 GiB.</param>
    /// <param name="rule">What to do with a file without checksum; by default it is refused.</param>
    /// <exception cref="ModelFileException">The file is missing, cannot be read, is damaged or breaks the format; the message names file, place and reason.</exception>
    public static SafetensorsFile Read(string path, ChecksumRule rule = ChecksumRule.Required)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return SafetensorsReader.Read(path, rule);
    }

    /// <summary>Reads the bytes of a file, which are copied.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="displayName">What messages call it.</param>
    /// <param name="rule">What to do with a file without checksum; by default it is refused.</param>
    /// <exception cref="ModelFileException">The file is damaged or breaks the format; the message names file, place and reason.</exception>
    public static SafetensorsFile Read(ReadOnlySpan<byte> bytes, string displayName, ChecksumRule rule = ChecksumRule.Required)
    {
        ArgumentNullException.ThrowIfNull(displayName);
        return SafetensorsReader.Read(bytes.ToArray(), PrintableText.Escape(displayName), rule);
    }

    /// <summary>
    /// Writes the file, atomically: whatever happens, the path holds the earlier file or the whole new one. A temporary file stands in the same folder meanwhile.
    /// </summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written; the message names path and cause.</exception>
    public void Write(string path) => SafetensorsWriter.Write(this, path);

    /// <summary>The bytes that <see cref="Write"/> writes.</summary>
    public byte[] ToBytes() => SafetensorsWriter.ToBytes(this);

    /// <summary>Whether an array of that name is there.</summary>
    /// <param name="name">Name of the entry.</param>
    public bool Contains(string name) => byName.ContainsKey(name);

    /// <summary>The array of a name, whatever its type and shape.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <exception cref="ModelFileException">There is none of that name.</exception>
    public SafetensorsEntry Entry(string name) => byName.TryGetValue(name, out var entry) ? entry : throw Missing(name);

    /// <summary>The float32 values of an entry, row by row.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <param name="shape">The shape that the entry must have; null where any will do.</param>
    /// <exception cref="ModelFileException">There is no entry of that name, type and shape.</exception>
    public ReadOnlySpan<float> Float32(string name, int[]? shape = null) => Values<float>(name, SafetensorsElementType.Float32, shape);

    /// <summary>The float64 values of an entry, row by row.</summary>
    /// <inheritdoc cref="Float32"/>
    public ReadOnlySpan<double> Float64(string name, int[]? shape = null) => Values<double>(name, SafetensorsElementType.Float64, shape);

    /// <summary>The signed 64-bit integers of an entry, row by row.</summary>
    /// <inheritdoc cref="Float32"/>
    public ReadOnlySpan<long> Int64(string name, int[]? shape = null) => Values<long>(name, SafetensorsElementType.Int64, shape);

    /// <summary>The signed 32-bit integers of an entry, row by row.</summary>
    /// <inheritdoc cref="Float32"/>
    public ReadOnlySpan<int> Int32(string name, int[]? shape = null) => Values<int>(name, SafetensorsElementType.Int32, shape);

    /// <summary>The bytes of an entry, row by row.</summary>
    /// <inheritdoc cref="Float32"/>
    public ReadOnlySpan<byte> UInt8(string name, int[]? shape = null) => Values<byte>(name, SafetensorsElementType.UInt8, shape);

    private ReadOnlySpan<T> Values<T>(string name, SafetensorsElementType type, int[]? shape)
        where T : unmanaged
    {
        var entry = Entry(name);
        string found = StoredShape.Describe(entry.Shape.AsSpan());
        if (entry.ElementType != type)
        {
            throw new ModelFileException(
                $"{DisplayName}: entry {PrintableText.Quote(name)} holds {entry.ElementType.Code()} of shape {found}, but {type.Code()} was expected. Take the file that belongs to this model.");
        }
        if (shape is not null && !entry.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new ModelFileException(
                $"{DisplayName}: entry {PrintableText.Quote(name)} has the shape {found}, but {StoredShape.Describe(shape)} was expected. Take the file that belongs to this model.");
        }
        // Files of other programs may place values at any byte; then they are copied to where the processor wants them.
        bool aligned = MemoryMarshal.TryGetArray(entry.Memory, out var segment) && segment.Offset % type.Size() == 0;
        return MemoryMarshal.Cast<byte, T>(aligned ? entry.Bytes : entry.Bytes.ToArray());
    }

    private ModelFileException Missing(string name)
    {
        const int Shown = 8;
        string known = Entries.IsEmpty ? "it has none" : $"it has {string.Join(", ", Entries.Take(Shown).Select(entry => PrintableText.Quote(entry.Name)))}";
        string more = Entries.Length > Shown ? $" and {Entries.Length - Shown} more" : "";
        return new ModelFileException($"{DisplayName}: there is no entry {PrintableText.Quote(name)}; {known}{more}. Take the file that belongs to this model.");
    }

    private static SortedDictionary<string, string> CheckedMetadata(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in metadata)
        {
            SafetensorsFormat.CheckStorable(key, nameof(metadata));
            SafetensorsFormat.CheckStorable(value, nameof(metadata));
            if (key is SafetensorsFormat.ChecksumKey or SafetensorsFormat.VersionKey)
            {
                throw new ArgumentException($"The metadata key '{key}' is reserved: it is written by itself. Choose another key.", nameof(metadata));
            }
            if (!result.TryAdd(key, value))
            {
                throw new ArgumentException($"The metadata key {PrintableText.Quote(key)} stands twice. Give each key once.", nameof(metadata));
            }
        }
        if (result.Count > SafetensorsFormat.MaximumMetadata)
        {
            throw new ArgumentException($"There are {result.Count} metadata, a file holds at most {SafetensorsFormat.MaximumMetadata}. Join some of them.", nameof(metadata));
        }
        return result;
    }

    private static List<SafetensorsEntry> CheckedEntries(IEnumerable<SafetensorsEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var list = entries.ToList();
        if (list.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The entry {PrintableText.Quote(twice.Key)} stands twice. Give each entry a name of its own.", nameof(entries));
        }
        if (list.Count > SafetensorsFormat.MaximumEntries)
        {
            throw new ArgumentException($"There are {list.Count} entries, a file holds at most {SafetensorsFormat.MaximumEntries}. Join some of them.", nameof(entries));
        }
        return list;
    }
}
