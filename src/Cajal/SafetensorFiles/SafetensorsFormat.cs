namespace Cajal.SafetensorFiles;

/// <summary>What reader and writer must agree on: reserved names, limits and the rule of the checksum.</summary>
internal static class SafetensorsFormat
{
    /// <summary>Key of the header under which the metadata stand.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>
    /// Metadata key of the checksum: the SHA-256 of the whole file, as 64 lower-case hexadecimal digits, taken while these digits themselves are
    /// written as zeros.
    /// </summary>
    public const string ChecksumKey = "cajal.sha256";

    /// <summary>
    /// Metadata key of the version of these rules. It stands beside the checksum so that damage to the checksum's own key cannot make a file of
    /// ours pass for one of another program, which has no checksum.
    /// </summary>
    public const string VersionKey = "cajal.safetensors";

    /// <summary>The version that this code writes, and the newest that it reads.</summary>
    public const int Version = 1;

    /// <summary>Hexadecimal digits of the checksum.</summary>
    public const int ChecksumDigits = 64;

    /// <summary>Bytes of the length of the header, a little-endian integer with which the file begins.</summary>
    public const int LengthBytes = 8;

    /// <summary>The header is padded with spaces so that the payload starts at a multiple of this many bytes.</summary>
    public const int Alignment = 8;

    /// <summary>Longest header, in bytes: the limit of the reference implementation.</summary>
    public const int MaximumHeaderLength = 100_000_000;

    /// <summary>Deepest nesting of the header's JSON.</summary>
    public const int MaximumDepth = 64;

    /// <summary>Most dimensions of an entry; with the two limits below it bounds the memory that a hostile header can claim.</summary>
    public const int MaximumRank = 64;

    /// <summary>Most entries of a file.</summary>
    public const int MaximumEntries = 1 << 16;

    /// <summary>Most metadata of a file.</summary>
    public const int MaximumMetadata = 1 << 16;

    /// <summary>Refuses text that UTF-8 cannot store.</summary>
    public static void CheckStorable(string text, string parameter)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw new ArgumentException(
                    $"{PrintableText.Quote(text)} holds half of a surrogate pair at character {i}, which UTF-8 cannot store. Pass valid Unicode text.", parameter);
            }
        }
    }
}
