using System.Buffers.Binary;
using System.Text;
using Cajal.Tests.Mutations;

namespace Cajal.Tests.SafetensorFiles;

/// <summary>The kept set of malformed files, each with what must be said about it, and well-formed controls.</summary>
public class MalformedSafetensorsTests
{
    private const string Entry = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
    private const string Signed = "\"__metadata__\":{\"cajal.safetensors\":\"1\",\"cajal.sha256\":";
    private static readonly string Digits = new('0', 64);

    private static readonly (string Name, byte[] Bytes, string Expected)[] Cases =
    [
        // The frame.
        ("an empty file", [], "the file ends at byte 0, within the 8 bytes of the header's length"),
        ("seven bytes", new byte[7], "the file ends at byte 7, within the 8 bytes"),
        ("no header", new byte[8], "at byte 8: the header does not begin with '{'"),
        ("a header longer than the file", Frame(100, "{}"), "the header's length (bytes 0 to 8) is 100, but only 2 bytes follow"),
        ("a header longer than the file by one", Frame(3, "{}"), "is 3, but only 2 bytes follow"),
        ("a length of 2^63", Frame(1UL << 63, "{}"), "is 9223372036854775808, but only 2 bytes follow"),
        ("a length of 2^64 - 1", Frame(ulong.MaxValue, "{}"), "is 18446744073709551615, but only 2 bytes follow"),
        ("a length of 2^64 - 8, which wraps", Frame(ulong.MaxValue - 7, "{}"), "is 18446744073709551608, but only 2 bytes follow"),
        ("a header shorter than its JSON", Frame(5, "{" + Entry + "}"), "the header is not valid JSON"),
        ("a header of spaces", File("  "), "the header does not begin with '{'"),
        ("a space before the object", File(" {}"), "the header does not begin with '{'"),
        ("a byte order mark", File("\ufeff{}"), "the header does not begin with '{'"),
        ("a list for a header", File("[]"), "the header does not begin with '{'"),
        ("a second object", File("{}{}"), "at byte 10: the header's object is followed by something other than spaces"),
        ("a line feed as padding", File("{}  \n"), "at byte 12: the header's object is followed by something other than spaces"),
        ("a zero as padding", File("{}\0"), "at byte 10: the header's object is followed by something other than spaces"),
        ("a pickle", [0x80, 2, .. Encoding.ASCII.GetBytes("}q\0X\u0006\0\0\0weightq\u0001")], "the header's length (bytes 0 to 8) is"),
        ("a zip archive", [.. "PK\u0003\u0004"u8, .. new byte[26]], "but only 22 bytes follow"),

        // JSON.
        ("an object that never ends", File("{"), "the header is not valid JSON"),
        ("a comma at the end", File("{" + Entry + ",}", 8), "the header is not valid JSON"),
        ("a comment", File("{/* */" + Entry + "}", 8), "the header is not valid JSON"),
        ("a key without quotes", File("{a:1}"), "the header is not valid JSON"),
        ("single quotes", File("{'a':1}"), "the header is not valid JSON"),
        ("NaN", File("""{"a":NaN}"""), "the header is not valid JSON"),
        ("a raw line feed in a name", File("{\"a\n\":1}"), "the header is not valid JSON"),
        ("an unknown escape", File("""{"\x":1}"""), "the header is not valid JSON"),
        ("a thousand lists", File("""{"a":""" + new string('[', 1000)), "entry 'a': it is not an object with dtype, shape and data_offsets, but a list"),
        ("a thousand lists in a shape", File("""{"a":{"shape":""" + new string('[', 1000)), "entry 'a': shape holds a list, not a whole number"),
        ("a thousand objects", File(string.Concat(Enumerable.Repeat("""{"a":""", 1000))), "entry 'a': the key 'a' is unknown"),
        ("invalid UTF-8 in a name", [.. Length(6), .. "{\""u8, 0xff, .. "\":1"u8], "the header (bytes 8 to 14) is not valid UTF-8"),
        ("overlong UTF-8", [.. Length(7), .. "{\""u8, 0xc0, 0x80, .. "\":1"u8], "is not valid UTF-8"),
        ("half of a surrogate pair as an escape", File("""{"\ud800":{}}"""), "at byte 9: a text holds half of a surrogate pair"),
        ("half of a pair in metadata", File("""{"__metadata__":{"k":"\udc00"}}"""), "a text holds half of a surrogate pair"),

        // Keys.
        ("an entry twice", File("{" + Entry + "," + Entry + "}", 8), "'a' stands twice in the header"),
        ("an entry twice through an escape", File("{" + Entry + """,""" + Entry.Replace("a\":{", "\\u0061\":{", StringComparison.Ordinal) + "}", 8), "'a' stands twice in the header"),
        ("metadata twice", File("""{"__metadata__":{},"__metadata__":{}}"""), "'__metadata__' stands twice in the header"),
        ("metadata twice through an escape", File("""{"__metadata__":{},"\u005f_metadata__":{}}"""), "'__metadata__' stands twice in the header"),
        ("a metadata key twice", File("""{"__metadata__":{"k":"1","k":"1"}}"""), "metadata 'k': the key stands twice"),
        ("a metadata key twice through an escape", File("""{"__metadata__":{"k":"1","\u006b":"2"}}"""), "metadata 'k': the key stands twice"),
        ("dtype twice", File("""{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8), "entry 'a': dtype stands twice"),
        ("shape twice", File("""{"a":{"dtype":"F32","shape":[],"shape":[2],"data_offsets":[0,8]}}""", 8), "entry 'a': shape stands twice"),
        ("offsets twice through an escape", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"data\u005foffsets":[0,4]}}""", 8), "entry 'a': data_offsets stands twice"),
        ("an unknown key", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"url":"x"}}""", 8), "entry 'a': the key 'url' is unknown (known: dtype, shape, data_offsets)"),
        ("a key in other letters", File("""{"a":{"Dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8), "entry 'a': the key 'Dtype' is unknown"),
        ("no dtype", File("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8), "entry 'a': dtype is missing"),
        ("no shape", File("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8), "entry 'a': shape is missing"),
        ("no offsets", File("""{"a":{"dtype":"F32","shape":[2]}}""", 8), "entry 'a': data_offsets is missing"),
        ("an empty entry", File("""{"a":{}}"""), "entry 'a': dtype is missing"),
        ("a name that commands the terminal", File("""{"\u001b[2J\u202e":{}}"""), @"entry '\u001b[2J\u202e': dtype is missing"),
        ("a name of 1000 characters", File("{\"" + new string('n', 1000) + "\":{}}"), new string('n', 100) + "…' (1000 characters): dtype is missing"),

        // Kinds of values.
        ("a number for an entry", File("""{"a":1}"""), "entry 'a': it is not an object with dtype, shape and data_offsets, but '1'"),
        ("null for an entry", File("""{"a":null}"""), "entry 'a': it is not an object with dtype, shape and data_offsets, but null"),
        ("null for metadata", File("""{"__metadata__":null}"""), "the metadata are not an object of texts, but null"),
        ("a list for metadata", File("""{"__metadata__":[]}"""), "the metadata are not an object of texts, but a list"),
        ("a number in metadata", File("""{"__metadata__":{"k":1}}"""), "metadata 'k': the value is not a text, but '1'"),
        ("an object in metadata", File("""{"__metadata__":{"k":{}}}"""), "metadata 'k': the value is not a text, but an object"),
        ("a number for dtype", File("""{"a":{"dtype":1}}"""), "entry 'a': dtype is not a text, but '1'"),
        ("an unknown dtype", File("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", 8), "entry 'a': the dtype 'F8_E4M3' is unknown (known: F64, I64, U64, F32, I32, U32, F16, BF16, I16, U16, I8, U8, BOOL)"),
        ("dtype in small letters", File("""{"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}""", 8), "entry 'a': the dtype 'f32' is unknown"),
        ("a type of .NET for dtype", File("""{"a":{"dtype":"System.Diagnostics.Process, System","shape":[],"data_offsets":[0,0]}}"""), "the dtype 'System.Diagnostics.Process, System' is unknown"),
        ("a number for shape", File("""{"a":{"shape":2}}"""), "entry 'a': shape is not a list of lengths, but '2'"),
        ("a text in a shape", File("""{"a":{"shape":["2"]}}"""), "entry 'a': shape holds a text, not a whole number from 0 to 2147483647"),
        ("a negative length", File("""{"a":{"shape":[-2]}}"""), "entry 'a': shape holds '-2', not a whole number"),
        ("a fraction", File("""{"a":{"shape":[2.0]}}"""), "entry 'a': shape holds '2.0', not a whole number"),
        ("an exponent", File("""{"a":{"shape":[2e0]}}"""), "entry 'a': shape holds '2e0', not a whole number"),
        ("true for a length", File("""{"a":{"shape":[true]}}"""), "entry 'a': shape holds true, not a whole number"),
        ("a length beyond 31 bits", File("""{"a":{"shape":[2147483648]}}"""), "entry 'a': shape holds '2147483648', not a whole number"),
        ("a length beyond 64 bits", File("""{"a":{"shape":[18446744073709551618]}}"""), "entry 'a': shape holds '18446744073709551618', not a whole number"),
        ("65 dimensions", File($$$"""{"a":{"shape":[{{{string.Join(",", Enumerable.Repeat(1, 65))}}}]}}"""), "entry 'a': there are more than 64 dimensions"),
        ("a number for offsets", File("""{"a":{"data_offsets":0}}"""), "entry 'a': data_offsets is not a list of two positions, but '0'"),
        ("one offset", File("""{"a":{"data_offsets":[0]}}"""), "entry 'a': data_offsets is not a list of two positions"),
        ("three offsets", File("""{"a":{"data_offsets":[0,8,8]}}"""), "entry 'a': data_offsets is not a list of two positions"),
        ("a negative offset", File("""{"a":{"data_offsets":[-1,8]}}"""), "entry 'a': data_offsets holds '-1', not a whole number"),
        ("an offset beyond 64 bits", File("""{"a":{"data_offsets":[0,9223372036854775808]}}"""), "entry 'a': data_offsets holds '9223372036854775808'"),

        // Layout.
        ("an entry past the end", File("{" + Entry + "}", 7), "entry 'a' lies at bytes 0 to 8 of a payload of 7 bytes"),
        ("an end before the beginning", File("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[8,0]}}""", 8), "entry 'a' lies at bytes 8 to 0 of a payload of 8 bytes"),
        ("a byte behind the last entry", File("{" + Entry + "}", 9), "the payload has 9 bytes, but its entries end at byte 8"),
        ("a payload without entries", File("{}", 1), "the payload has 1 bytes, but its entries end at byte 0"),
        ("a hole at the front", File("""{"a":{"dtype":"U8","shape":[7],"data_offsets":[1,8]}}""", 8), "entry 'a' begins at byte 1 of the payload and so leaves a hole; byte 0 was expected"),
        ("a hole between", File("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3), "entry 'b' begins at byte 2 of the payload and so leaves a hole"),
        ("an overlap", File("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3), "entry 'b' begins at byte 1 of the payload and so overlaps another entry"),
        ("two entries on the same bytes", File("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2), "entry 'b' begins at byte 0 of the payload and so overlaps another entry"),
        ("an empty entry within another", File("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}}""", 2), "entry 'b' begins at byte 1 of the payload and so overlaps another entry"),
        ("too few bytes for the shape", File("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8), "entry 'a' has 8 bytes, which is not what F32 of shape [3] needs"),
        ("a part of an element", File("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9]}}""", 9), "entry 'a' has 9 bytes, which is not what F32 of shape [2] needs"),
        ("a wrapped shape", File("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}}""", 4), "entry 'a' has 4 bytes, which is not what F32 of shape [2147483647, 2147483647, 2147483647] needs"),
        ("a shape that wraps to 0 bytes", File("""{"a":{"dtype":"F64","shape":[1073741824,1073741824,2],"data_offsets":[0,0]}}"""), "entry 'a' has 0 bytes, which is not what F64 of shape [1073741824, 1073741824, 2] needs"),
        ("a shape that wraps before its 0", File("""{"a":{"dtype":"U8","shape":[2147483647,2147483647,2147483647,0],"data_offsets":[0,0]}}"""), "entry 'a' has 0 bytes, which is not what U8 of shape"),
        ("a number without bytes", File("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,0]}}"""), "entry 'a' has 0 bytes, which is not what F32 of shape [] needs"),

        // Checksum and version.
        ("a wrong checksum", File("{" + Signed + $"\"{Digits}\"}}}}"), $"the checksum in the metadata is {Digits}, but the file's content has "),
        ("a checksum in capitals", File("{" + Signed + $"\"{new string('A', 64)}\"}}}}"), "metadata 'cajal.sha256': the checksum is not 64 lower-case hexadecimal digits"),
        ("a short checksum", File("{" + Signed + "\"0\"}}"), "metadata 'cajal.sha256': the checksum is not 64 lower-case hexadecimal digits"),
        ("an escaped checksum", File("{" + Signed + $"\"\\u0030{Digits[1..]}\"}}}}"), "metadata 'cajal.sha256': the checksum is not 64 lower-case hexadecimal digits"),
        ("a checksum twice", File("{" + Signed + $"\"{Digits}\",\"cajal.sha256\":\"{Digits}\"}}}}"), "metadata 'cajal.sha256': the key stands twice"),
        ("no checksum, but a version", File("""{"__metadata__":{"cajal.safetensors":"1"}}"""), "the metadata have one of Cajal's two keys, but no 'cajal.sha256'"),
        ("no version, but a checksum", File($$$"""{"__metadata__":{"cajal.sha256":"{{{Digits}}}"}}"""), "the metadata have one of Cajal's two keys, but no 'cajal.safetensors'"),
        ("a version twice", File("""{"__metadata__":{"cajal.safetensors":"1","cajal.safetensors":"1"}}"""), "metadata 'cajal.safetensors': the key stands twice"),
        ("a version that is no number", File("{" + Signed.Replace("\"1\"", "\"one\"", StringComparison.Ordinal) + $"\"{Digits}\"}}}}"), "the metadata 'cajal.safetensors' are 'one', not a version"),
        ("version 0", File("{" + Signed.Replace("\"1\"", "\"0\"", StringComparison.Ordinal) + $"\"{Digits}\"}}}}"), "the metadata 'cajal.safetensors' are '0', not a version"),
        ("a newer version", File("{" + Signed.Replace("\"1\"", "\"2\"", StringComparison.Ordinal) + $"\"{Digits}\"}}}}"), "the file has version 2 of Cajal's rules for safetensors files, this program knows version 1 and older. Read the file with a newer Cajal."),
    ];

    private static readonly (string Name, byte[] Bytes)[] Controls =
    [
        ("nothing", File("{}")),
        ("only padding", File("{}      ")),
        ("one entry", File("{" + Entry + "}", 8)),
        ("spaces within the object", File("{ " + Entry + " }", 8)),
        ("empty metadata", File("""{"__metadata__":{}}""")),
        ("metadata last", File("{" + Entry + ""","__metadata__":{"format":"pt"}}""", 8)),
        ("an empty name and an empty key", File("""{"__metadata__":{"":""},"":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1)),
        ("a number", File("""{"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}""", 8)),
        ("a length of zero", File("""{"a":{"dtype":"F64","shape":[2147483647,0],"data_offsets":[0,0]}}""")),
        ("an empty entry between", File("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[1,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"c":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2)),
        ("keys in another order", File("""{"a":{"data_offsets":[0,8],"shape":[2],"dtype":"F32"}}""", 8)),
        ("a name with an escaped pair", File("""{"\ud83e\udde0":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}""", 1)),
        ("64 dimensions", File($$$"""{"a":{"dtype":"U8","shape":[{{{string.Join(",", Enumerable.Repeat(1, 64))}}}],"data_offsets":[0,1]}}""", 1)),
    ];

    public static TheoryData<string> CaseNames => [.. Cases.Select(item => item.Name)];

    public static TheoryData<string> ControlNames => [.. Controls.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Is_refused_with_file_place_and_reason(string name)
    {
        (_, byte[] bytes, string expected) = Cases.Single(item => item.Name == name);
        var refusal = Hostile.Run<ModelFileException>(
            () => SafetensorsFile.Read(bytes, "bad.safetensors", ChecksumRule.WherePresent), bytes.Length, "bad.safetensors: ", name);
        Assert.Contains(expected, refusal?.Message ?? "accepted", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ControlNames))]
    public void Is_accepted_and_written_again(string name)
    {
        var file = SafetensorsFile.Read(Controls.Single(item => item.Name == name).Bytes, "good.safetensors", ChecksumRule.WherePresent);
        var again = SafetensorsFile.Read(file.ToBytes(), "again.safetensors");
        Assert.Equal(file.Metadata, again.Metadata);
        Assert.Equal(file.Entries.Select(entry => (entry.Name, entry.ElementType)), again.Entries.Select(entry => (entry.Name, entry.ElementType)));
        Assert.All(file.Entries, entry => Assert.Equal(entry.Bytes.ToArray(), again.Entry(entry.Name).Bytes.ToArray()));
    }

    [Fact]
    public void A_header_beyond_100_megabytes_is_refused_before_it_is_parsed()
    {
        byte[] bytes = new byte[100_000_009];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 100_000_001);
        var refusal = Hostile.Run<ModelFileException>(() => SafetensorsFile.Read(bytes, "bad.safetensors"), bytes.Length, "bad.safetensors: ", "large header");
        Assert.Contains("is 100000001, more than the limit of 100000000", refusal?.Message ?? "accepted", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "there are more than 65536 metadata")]
    [InlineData(false, "there are more than 65536 entries")]
    public void Headers_of_very_many_parts_are_refused_in_bounded_memory(bool metadata, string expected)
    {
        const int Limit = 1 << 16;
        var parts = Enumerable.Range(0, Limit + 1)
            .Select(i => metadata ? $"\"{i}\":\"\"" : $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        byte[] bytes = File(metadata ? $"{{\"__metadata__\":{{{string.Join(",", parts)}}}}}" : $"{{{string.Join(",", parts)}}}");
        var refusal = Hostile.Run<ModelFileException>(
            () => SafetensorsFile.Read(bytes, "bad.safetensors", ChecksumRule.WherePresent), bytes.Length, "bad.safetensors: ", expected);
        Assert.Contains(expected, refusal?.Message ?? "accepted", StringComparison.Ordinal);
    }

    private static byte[] File(string header, int payload = 0) => [.. Frame((ulong)Encoding.UTF8.GetByteCount(header), header), .. new byte[payload]];

    private static byte[] Frame(ulong length, string rest) => [.. Length(length), .. Encoding.UTF8.GetBytes(rest)];

    private static byte[] Length(ulong length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }
}
