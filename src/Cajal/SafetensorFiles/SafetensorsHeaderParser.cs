using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Cajal.SafetensorFiles;

/// <summary>
/// Parses a header: one JSON object of the metadata and the entries, then nothing but spaces. Every key is known and stands once, every value is
/// of the one kind that its key allows; nothing is skipped, so that no two readers can see two different things in one file.
/// </summary>
internal ref struct SafetensorsHeaderParser
{
    private readonly ReadOnlySpan<byte> json;
    private readonly string file;
    private readonly SafetensorsHeader header = new();
    private Utf8JsonReader reader;
    private (string Kind, string Name)? place;

    private SafetensorsHeaderParser(ReadOnlySpan<byte> json, string file)
    {
        this.json = json;
        this.file = file;
        reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = SafetensorsFormat.MaximumDepth });
    }

    /// <summary>Parses the bytes of a header.</summary>
    /// <param name="json">The header, its padding included.</param>
    /// <param name="file">The file's name for messages, already printable.</param>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string file)
    {
        if (!Utf8.IsValid(json))
        {
            throw SafetensorsError.Damaged(file, $"the header (bytes {SafetensorsFormat.LengthBytes} to {SafetensorsFormat.LengthBytes + json.Length}) is not valid UTF-8");
        }
        var parser = new SafetensorsHeaderParser(json, file);
        parser.ParseRoot();
        return parser.header;
    }

    private void ParseRoot()
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw Error("the header does not begin with '{'");
        }
        Read();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (ReadKey() is { } name)
        {
            if (!names.Add(name))
            {
                throw Error($"{PrintableText.Quote(name)} stands twice in the header");
            }
            Read();
            if (name == SafetensorsFormat.MetadataName)
            {
                ParseMetadata();
            }
            else
            {
                place = ("entry", name);
                ParseEntry(name);
            }
            place = null;
        }
        int end = (int)reader.BytesConsumed;
        if (json[end..].IndexOfAnyExcept((byte)' ') is var rest and >= 0)
        {
            throw SafetensorsError.Damaged(file, $"at byte {SafetensorsFormat.LengthBytes + end + rest}: the header's object is followed by something other than spaces");
        }
    }

    private void ParseMetadata()
    {
        Expect(JsonTokenType.StartObject, "the metadata are not an object of texts");
        int count = 0;
        while (ReadKey() is { } key)
        {
            place = ("metadata", key);
            if (++count > SafetensorsFormat.MaximumMetadata)
            {
                throw Error($"there are more than {SafetensorsFormat.MaximumMetadata} metadata");
            }
            Read();
            Expect(JsonTokenType.String, "the value is not a text");
            string value = Text();
            bool added = key switch
            {
                SafetensorsFormat.ChecksumKey => AddChecksum(value),
                SafetensorsFormat.VersionKey => AddVersion(value),
                _ => header.Metadata.TryAdd(key, value),
            };
            if (!added)
            {
                throw Error("the key stands twice");
            }
            place = null;
        }
    }

    private readonly bool AddChecksum(string value)
    {
        bool first = header.Checksum is null;
        bool digits = value.Length == SafetensorsFormat.ChecksumDigits && value.All(char.IsAsciiHexDigitLower);
        if (!digits || reader.ValueIsEscaped)
        {
            throw Error($"the checksum is not {SafetensorsFormat.ChecksumDigits} lower-case hexadecimal digits");
        }
        header.Checksum = value;
        header.ChecksumPosition = (int)reader.TokenStartIndex + 1;
        return first;
    }

    private readonly bool AddVersion(string value)
    {
        bool first = header.Version is null;
        header.Version = value;
        return first;
    }

    private void ParseEntry(string name)
    {
        Expect(JsonTokenType.StartObject, "it is not an object with dtype, shape and data_offsets");
        if (header.Entries.Count == SafetensorsFormat.MaximumEntries)
        {
            throw Error($"there are more than {SafetensorsFormat.MaximumEntries} entries");
        }
        SafetensorsElementType? type = null;
        ImmutableArray<int>? shape = null;
        (long Begin, long End)? offsets = null;
        while (ReadKey() is { } key)
        {
            Read();
            bool again = key switch
            {
                "dtype" => Set(ref type, ParseElementType()),
                "shape" => Set(ref shape, ParseShape()),
                "data_offsets" => Set(ref offsets, ParseOffsets()),
                _ => throw Error($"the key {PrintableText.Quote(key)} is unknown (known: dtype, shape, data_offsets)"),
            };
            if (again)
            {
                throw Error($"{key} stands twice");
            }
        }
        header.Entries.Add(new SafetensorsHeaderEntry(
            name,
            type ?? throw Error("dtype is missing"),
            shape ?? throw Error("shape is missing"),
            offsets ?? throw Error("data_offsets is missing")));
    }

    private SafetensorsElementType ParseElementType()
    {
        Expect(JsonTokenType.String, "dtype is not a text");
        string code = Text();
        return SafetensorsElementTypes.TryParse(code, out var type)
            ? type
            : throw Error($"the dtype {PrintableText.Quote(code)} is unknown (known: {SafetensorsElementTypes.Known})");
    }

    private ImmutableArray<int> ParseShape()
    {
        Expect(JsonTokenType.StartArray, "shape is not a list of lengths");
        Span<int> shape = stackalloc int[SafetensorsFormat.MaximumRank];
        int rank = 0;
        while (ReadNumber("shape", int.MaxValue) is { } length)
        {
            if (rank == shape.Length)
            {
                throw Error($"there are more than {SafetensorsFormat.MaximumRank} dimensions");
            }
            shape[rank++] = (int)length;
        }
        return [.. shape[..rank]];
    }

    private (long Begin, long End) ParseOffsets()
    {
        const string What = "data_offsets";
        Expect(JsonTokenType.StartArray, "data_offsets is not a list of two positions");
        if (ReadNumber(What, long.MaxValue) is { } begin && ReadNumber(What, long.MaxValue) is { } end && ReadNumber(What, long.MaxValue) is null)
        {
            return (begin, end);
        }
        throw Error("data_offsets is not a list of two positions");
    }

    // The next number of a list, or null at its end.
    private long? ReadNumber(string what, long maximum)
    {
        Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return null;
        }
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long value) || value < 0 || value > maximum)
        {
            throw Error($"{what} holds {Token()}, not a whole number from 0 to {maximum}");
        }
        return value;
    }

    // The next key of an object, or null at its end.
    private string? ReadKey()
    {
        Read();
        return reader.TokenType switch
        {
            JsonTokenType.EndObject => null,
            JsonTokenType.PropertyName => Text(),
            _ => throw Error($"{Token()} stands where a key was expected"),
        };
    }

    private void Read()
    {
        try
        {
            if (!reader.Read())
            {
                throw Error("the header ends in the middle of its JSON");
            }
        }
        catch (JsonException error)
        {
            throw Error($"the header is not valid JSON ({PrintableText.Escape(error.Message)})", error);
        }
    }

    private readonly void Expect(JsonTokenType type, string otherwise)
    {
        if (reader.TokenType != type)
        {
            throw Error($"{otherwise}, but {Token()}");
        }
    }

    private readonly string Text()
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Error("a text holds half of a surrogate pair", error);
        }
    }

    private readonly string Token() => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        _ => PrintableText.Quote(Encoding.UTF8.GetString(reader.ValueSpan)),
    };

    private readonly ModelFileException Error(string reason, Exception? inner = null)
    {
        string where = place is var (kind, name) ? $", {kind} {PrintableText.Quote(name)}" : "";
        return SafetensorsError.Damaged(file, $"at byte {SafetensorsFormat.LengthBytes + reader.TokenStartIndex}{where}: {reason}", inner);
    }

    // True where the value was there already.
    private static bool Set<T>(ref T? target, T value)
        where T : struct
    {
        bool taken = target is not null;
        target = value;
        return taken;
    }
}
