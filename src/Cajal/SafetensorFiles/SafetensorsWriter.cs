using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cajal.AtomicFiles;

namespace Cajal.SafetensorFiles;

/// <summary>The deterministic writer; the layout is described at <see cref="SafetensorsFile"/>.</summary>
internal static class SafetensorsWriter
{
    private static readonly string Blank = new('0', SafetensorsFormat.ChecksumDigits);

    /// <summary>Writes a file atomically.</summary>
    public static void Write(SafetensorsFile file, string path)
    {
        byte[] head = Head(file);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(head);
            foreach (var entry in file.Entries)
            {
                stream.Write(entry.Bytes);
            }
        });
    }

    /// <summary>The bytes of a file.</summary>
    public static byte[] ToBytes(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        stream.Write(Head(file));
        foreach (var entry in file.Entries)
        {
            stream.Write(entry.Bytes);
        }
        return stream.ToArray();
    }

    // Everything before the payload, the checksum filled in.
    private static byte[] Head(SafetensorsFile file)
    {
        var json = new StringBuilder();
        int position = AppendMetadata(json, file);
        AppendEntries(json, file);
        byte[] text = Encoding.UTF8.GetBytes(json.ToString());
        int unpadded = SafetensorsFormat.LengthBytes + text.Length;
        int padded = (unpadded + SafetensorsFormat.Alignment - 1) / SafetensorsFormat.Alignment * SafetensorsFormat.Alignment;
        if (padded - SafetensorsFormat.LengthBytes > SafetensorsFormat.MaximumHeaderLength)
        {
            throw new ArgumentException(
                $"The names, shapes and metadata make a header of {text.Length} bytes, more than the format's {SafetensorsFormat.MaximumHeaderLength}. Shorten the metadata.");
        }
        byte[] head = new byte[padded];
        BinaryPrimitives.WriteInt64LittleEndian(head, padded - SafetensorsFormat.LengthBytes);
        text.CopyTo(head, SafetensorsFormat.LengthBytes);
        head.AsSpan(unpadded).Fill((byte)' ');
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        foreach (var entry in file.Entries)
        {
            hash.AppendData(entry.Bytes);
        }
        string checksum = Convert.ToHexStringLower(hash.GetHashAndReset());
        Encoding.ASCII.GetBytes(checksum, head.AsSpan(SafetensorsFormat.LengthBytes + position));
        return head;
    }

    // Returns where in the header's bytes the digits of the checksum begin.
    private static int AppendMetadata(StringBuilder json, SafetensorsFile file)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [SafetensorsFormat.ChecksumKey] = Blank,
            [SafetensorsFormat.VersionKey] = SafetensorsFormat.Version.ToString(CultureInfo.InvariantCulture),
        };
        foreach ((string key, string value) in file.Metadata)
        {
            metadata.Add(key, value);
        }
        int position = 0;
        json.Append('{');
        AppendText(json, SafetensorsFormat.MetadataName).Append(":{");
        foreach ((string key, string value) in metadata)
        {
            AppendText(json, key).Append(':');
            if (key == SafetensorsFormat.ChecksumKey)
            {
                position = Encoding.UTF8.GetByteCount(json.ToString()) + 1;
            }
            AppendText(json, value).Append(',');
        }
        json.Length--;
        json.Append('}');
        return position;
    }

    private static void AppendEntries(StringBuilder json, SafetensorsFile file)
    {
        long offset = 0;
        foreach (var entry in file.Entries)
        {
            long end = offset + entry.Bytes.Length;
            AppendText(json.Append(','), entry.Name).Append(":{\"dtype\":");
            AppendText(json, entry.ElementType.Code());
            string shape = string.Join(',', entry.Shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
            json.Append(CultureInfo.InvariantCulture, $",\"shape\":[{shape}],\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }
        json.Append('}');
    }

    // Only what JSON demands is escaped, so that the bytes hang on no library's version.
    private static StringBuilder AppendText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' or '\\' => json.Append('\\').Append(character),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => json.Append(character),
            };
        }
        return json.Append('"');
    }
}
