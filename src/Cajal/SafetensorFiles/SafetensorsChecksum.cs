using System.Globalization;
using System.Security.Cryptography;

namespace Cajal.SafetensorFiles;

/// <summary>The checksum of <see cref="SafetensorsFormat.ChecksumKey"/>: it covers every byte of the file.</summary>
internal static class SafetensorsChecksum
{
    /// <summary>Refuses a damaged file, and a file without checksum where the rule asks for one.</summary>
    public static void Verify(ReadOnlySpan<byte> bytes, SafetensorsHeader header, string file, ChecksumRule rule)
    {
        if (header.Version is not null || header.Checksum is not null)
        {
            CheckVersion(header, file);
            int position = SafetensorsFormat.LengthBytes + header.ChecksumPosition;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(bytes[..position]);
            hash.AppendData("0000000000000000000000000000000000000000000000000000000000000000"u8);
            hash.AppendData(bytes[(position + SafetensorsFormat.ChecksumDigits)..]);
            string found = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (found != header.Checksum)
            {
                throw SafetensorsError.Damaged(file, $"the checksum in the metadata is {header.Checksum}, but the file's content has {found}");
            }
        }
        else if (rule == ChecksumRule.Required)
        {
            throw new ModelFileException(
                $"{file}: the metadata have no checksum ('{SafetensorsFormat.ChecksumKey}'), so Cajal did not write this file or it was altered. Take a file that Cajal saved; "
                + $"to read the arrays of another program's safetensors file, pass {nameof(ChecksumRule)}.{nameof(ChecksumRule.WherePresent)}.");
        }
    }

    private static void CheckVersion(SafetensorsHeader header, string file)
    {
        if (header.Version is null || header.Checksum is null)
        {
            string missing = header.Version is null ? SafetensorsFormat.VersionKey : SafetensorsFormat.ChecksumKey;
            throw SafetensorsError.Damaged(file, $"the metadata have one of Cajal's two keys, but no '{missing}'");
        }
        if (!int.TryParse(header.Version, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
        {
            throw SafetensorsError.Damaged(file, $"the metadata '{SafetensorsFormat.VersionKey}' are {PrintableText.Quote(header.Version)}, not a version");
        }
        if (version > SafetensorsFormat.Version)
        {
            throw new ModelFileException(
                $"{file}: the file has version {version} of Cajal's rules for safetensors files, this program knows version {SafetensorsFormat.Version} and older. Read the file with a newer Cajal.");
        }
    }
}
