using System.Collections.Immutable;

namespace Cajal.SafetensorFiles;

/// <summary>The header of a file as it was parsed, before anything in it was compared with the payload.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>Metadata, without the two keys that belong to the format.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries in the header's order.</summary>
    public List<SafetensorsHeaderEntry> Entries { get; } = [];

    /// <summary>The checksum's digits, or null in a file without.</summary>
    public string? Checksum { get; set; }

    /// <summary>Where in the header the checksum's digits begin.</summary>
    public int ChecksumPosition { get; set; }

    /// <summary>The version of the checksum's rules, or null in a file without.</summary>
    public string? Version { get; set; }
}

/// <summary>One entry as the header describes it; its bytes stand in the payload from Begin up to End.</summary>
internal readonly record struct SafetensorsHeaderEntry(string Name, SafetensorsElementType ElementType, ImmutableArray<int> Shape, (long Begin, long End) Offsets);
