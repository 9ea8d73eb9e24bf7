using System.Buffers.Binary;

namespace Cajal.SafetensorFiles;

/// <summary>
/// The strict reader. Beyond the reference implementation it refuses keys given twice, unknown keys and bytes after the header's object, and it
/// verifies the checksum. No memory is reserved by a number from the file before that number was compared with the bytes present.
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>Reads a whole file.</summary>
    public static SafetensorsFile Read(string path, ChecksumRule rule)
    {
        string file = PrintableText.Escape(path);
        byte[] bytes;
        try
        {
            if (Directory.Exists(path))
            {
                throw new IOException("it is a folder, not a file");
            }
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (stream.Length > Array.MaxLength)
            {
                throw new IOException($"it has {stream.Length} bytes, the most that can be read is {Array.MaxLength}");
            }
            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw SafetensorsError.Unreadable(file, error);
        }
        return Read(bytes, file, rule);
    }

    /// <summary>Reads the bytes of a file, which the result keeps.</summary>
    /// <param name="bytes">The file; nobody may change it afterwards.</param>
    /// <param name="file">The file's name for messages, already printable.</param>
    /// <param name="rule">Whether the checksum must be there.</param>
    public static SafetensorsFile Read(byte[] bytes, string file, ChecksumRule rule)
    {
        if (bytes.Length < SafetensorsFormat.LengthBytes)
        {
            throw SafetensorsError.Damaged(file, $"the file ends at byte {bytes.Length}, within the {SafetensorsFormat.LengthBytes} bytes of the header's length");
        }
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        int rest = bytes.Length - SafetensorsFormat.LengthBytes;
        if (length > (ulong)rest)
        {
            throw SafetensorsError.Damaged(file, $"the header's length (bytes 0 to 8) is {length}, but only {rest} bytes follow");
        }
        if (length > SafetensorsFormat.MaximumHeaderLength)
        {
            throw SafetensorsError.Damaged(file, $"the header's length (bytes 0 to 8) is {length}, more than the limit of {SafetensorsFormat.MaximumHeaderLength}");
        }
        ReadOnlySpan<byte> json = bytes.AsSpan(SafetensorsFormat.LengthBytes, (int)length);
        var header = SafetensorsHeaderParser.Parse(json, file);
        int payload = SafetensorsFormat.LengthBytes + (int)length;
        CheckLayout(header, bytes.Length - payload, file);
        SafetensorsChecksum.Verify(bytes, header, file, rule);
        var entries = header.Entries.Select(entry => new SafetensorsEntry(
            entry.Name, entry.ElementType, entry.Shape, bytes.AsMemory(payload)[(int)entry.Offsets.Begin..(int)entry.Offsets.End]));
        return new SafetensorsFile(header.Metadata, entries, file, header.Checksum);
    }

    // The entries must cover the payload without hole and overlap, each with exactly the bytes that its shape asks for.
    private static void CheckLayout(SafetensorsHeader header, int payloadLength, string file)
    {
        long covered = 0;
        foreach (var entry in header.Entries.OrderBy(entry => entry.Offsets))
        {
            string place = $"entry {PrintableText.Quote(entry.Name)}";
            (long begin, long end) = entry.Offsets;
            if (end < begin || end > payloadLength)
            {
                throw SafetensorsError.Damaged(file, $"{place} lies at bytes {begin} to {end} of a payload of {payloadLength} bytes");
            }
            if (begin != covered)
            {
                string fault = begin > covered ? "leaves a hole" : "overlaps another entry";
                throw SafetensorsError.Damaged(file, $"{place} begins at byte {begin} of the payload and so {fault}; byte {covered} was expected");
            }
            if (!StoredShape.TryCountBytes(entry.Shape.AsSpan(), entry.ElementType.Size(), out long needed) || needed != end - begin)
            {
                throw SafetensorsError.Damaged(
                    file, $"{place} has {end - begin} bytes, which is not what {entry.ElementType.Code()} of shape {StoredShape.Describe(entry.Shape.AsSpan())} needs");
            }
            covered = end;
        }
        if (covered != payloadLength)
        {
            throw SafetensorsError.Damaged(file, $"the payload has {payloadLength} bytes, but its entries end at byte {covered}");
        }
    }
}
