using System.Buffers.Binary;
using System.IO.Compression;
using Cajal.Tests.Mutations;

namespace Cajal.Tests.Data;

public class IdxFileTests
{
    private const int Mutations = 20_000;

    /// <summary>The magic bytes and the elements of each type, from the format's description: big-endian.</summary>
    public static TheoryData<IdxElementType, byte[], double[]> Types => new()
    {
        { IdxElementType.UInt8, [0, 0, 8, 1, 0, 0, 0, 3, 0, 127, 255], [0, 127, 255] },
        { IdxElementType.Int8, [0, 0, 9, 1, 0, 0, 0, 2, 0x80, 0x7f], [-128, 127] },
        { IdxElementType.Int16, [0, 0, 0x0b, 1, 0, 0, 0, 2, 0x80, 0, 1, 2], [-32768, 258] },
        { IdxElementType.Int32, [0, 0, 0x0c, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xfe], [-2] },
        { IdxElementType.Float32, [0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0xc0, 0, 0], [1.5] },
        { IdxElementType.Float64, [0, 0, 0x0e, 1, 0, 0, 0, 1, 0xbf, 0xf8, 0, 0, 0, 0, 0, 0], [-1.5] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_element_type_is_read_plain_and_compressed(IdxElementType type, byte[] bytes, double[] expected)
    {
        foreach (byte[] form in new[] { bytes, Gzip(bytes) })
        {
            var file = IdxFile.Read(form, "numbers");
            Assert.Equal(type, file.ElementType);
            Assert.Equal(expected, file.ToFloat64());
            Assert.Equal(bytes[8..], file.Bytes.ToArray());
        }
    }

    [Fact]
    public void The_shape_is_read_and_compression_is_told_by_content()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = [.. Header(8, 2, 1, 3), 1, 2, 3, 4, 5, 6];
        File.WriteAllBytes(folder.File("plain.gz"), bytes);
        File.WriteAllBytes(folder.File("compressed"), Gzip(bytes));
        foreach (string name in new[] { "plain.gz", "compressed" })
        {
            var file = IdxFile.Read(folder.File(name));
            Assert.Equal([2, 1, 3], file.Shape.ToArray());
            Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 6 }, file.Bytes.ToArray());
        }
    }

    private static readonly (string Name, byte[] Bytes, string Expected)[] Cases =
    [
        ("an empty file", [], "the file ends at byte 0, within the four bytes of its magic number"),
        ("three bytes", [0, 0, 8], "the file ends at byte 3, within the four bytes"),
        ("one zero", [0], "the file ends at byte 1, within the four bytes"),
        ("a first byte that is not zero", [1, 0, 8, 1, 0, 0, 0, 0], "it begins with the bytes 01000801, not with 0000"),
        ("a second byte that is not zero", [0, 1, 8, 1, 0, 0, 0, 0], "it begins with the bytes 00010801, not with 0000"),
        ("a little-endian magic number", [1, 8, 0, 0, 0, 0, 0, 0], "it begins with the bytes 01080000"),
        ("an unknown element type", [0, 0, 0x0a, 1, 0, 0, 0, 0], "it begins with the bytes 00000a01, not with 0000, an element type (08, 09, 0b, 0c, 0d, 0e)"),
        ("element type 0", [0, 0, 0, 1, 0, 0, 0, 0], "it begins with the bytes 00000001"),
        ("element type 255", [0, 0, 255, 1, 0, 0, 0, 0], "it begins with the bytes 0000ff01"),
        ("a PNG image", [0x89, .. "PNG\r\n\u001a\n"u8], "it begins with the bytes"),
        ("a CSV file", [.. "a,b,c\n1,2,3\n"u8], "it begins with the bytes 612c622c"),
        ("a web page", [.. "<!DOCTYPE html>"u8], "it begins with the bytes 3c21444f"),
        ("no dimension", [0, 0, 8, 0, 1], "the header (byte 3) declares no dimension"),
        ("no lengths", [0, 0, 8, 3], "the file ends at byte 4, within the lengths of its 3 dimensions"),
        ("a length cut short", [0, 0, 8, 1, 0, 0, 0], "the file ends at byte 7, within the lengths of its 1 dimensions"),
        ("the last length missing", Header(8, 2, 2)[..8], "the file ends at byte 8, within the lengths of its 2 dimensions"),
        ("255 dimensions and nothing else", [0, 0, 8, 255], "the file ends at byte 4, within the lengths of its 255 dimensions"),
        ("255 dimensions of length 2", [0, 0, 8, 255, .. Enumerable.Repeat(new byte[] { 0, 0, 0, 2 }, 255).SelectMany(length => length)], "more bytes of elements than 64 bits can count"),
        ("a length of 2^31", Header(8, 1u << 31), "dimension 0 has the length 2147483648, more than 2147483647"),
        ("a length of 2^32 - 1", Header(8, 1, uint.MaxValue), "dimension 1 has the length 4294967295, more than 2147483647"),
        ("a little-endian length", [.. Header(8, 0x05000000), 1, 2, 3, 4, 5], "the header declares 83886080 bytes of elements, but only 5 follow"),
        ("a shape that wraps 64 bits", Header(8, int.MaxValue, int.MaxValue, int.MaxValue), "the header declares [2147483647, 2147483647, 2147483647], more bytes of elements than 64 bits can count"),
        ("a shape that wraps to 0 bytes", Header(0x0e, 1 << 30, 1 << 30, 2), "more bytes of elements than 64 bits can count"),
        ("a shape that wraps 32 bits", Header(8, 1 << 16, 1 << 16), "the header declares [65536, 65536], so 4294967296 bytes of elements; the limit is 1073741824"),
        ("one byte beyond the limit", Header(8, (1 << 30) + 1), "so 1073741825 bytes of elements; the limit is 1073741824"),
        ("exactly the limit, but no data", Header(8, 1 << 30), "the header declares 1073741824 bytes of elements, but only 0 follow"),
        ("one byte too few", [.. Header(8, 3), 1, 2], "the header declares 3 bytes of elements, but only 2 follow"),
        ("one byte too many", [.. Header(8, 3), 1, 2, 3, 4], "the header declares [3], so 3 bytes of elements, but more follow"),
        ("half of a double", [.. Header(0x0e, 1), 1, 2, 3, 4], "the header declares 8 bytes of elements, but only 4 follow"),
        ("data behind a length of 0", [.. Header(8, 0), 1], "the header declares [0], so 0 bytes of elements, but more follow"),
        ("two files in one", [.. Header(8, 1), 1, .. Header(8, 1), 1], "but more follow"),
        ("the magic of gzip only", [0x1f, 0x8b], "the file ends at byte 0, within the four bytes"),
        ("gzip cut in its header", Gzip([.. Header(8, 3), 1, 2, 3])[..9], "the file ends at byte 0, within the four bytes"),
        ("gzip with an unknown method", Changed(Gzip([.. Header(8, 3), 1, 2, 3]), 2, 9), "the gzip data are damaged: their coding, length or checksum is wrong"),
        ("gzip with a broken block", Changed(Gzip([.. Header(8, 3), 1, 2, 3]), 10, 0xff), "the gzip data are damaged: their coding, length or checksum is wrong"),
        ("gzip without its last byte", Gzip([.. Header(8, 3), 1, 2, 3])[..^1], "the gzip data end with "),
        ("gzip without its trailer", Gzip([.. Header(8, 3), 1, 2, 3])[..^8], "the gzip data end with "),
        ("gzip cut in the middle", Gzip([.. Header(8, 100, 100), .. Noise(10_000)])[..^4000], "the gzip data end with "),
        ("gzip with a wrong checksum", Changed(Gzip([.. Header(8, 3), 1, 2, 3]), ^8, 0xaa), "the gzip data are damaged: their coding, length or checksum is wrong"),
        ("gzip with bytes behind it", [.. Gzip([.. Header(8, 3), 1, 2, 3]), 9], "the gzip data end with "),
        ("gzip twice over", Gzip(Gzip([.. Header(8, 3), 1, 2, 3])), "it begins with the bytes 1f8b08"),
        ("gzip of too few bytes", Gzip([.. Header(8, 3), 1, 2]), "the gzip data end with 10 as their unpacked length, but the header within declares 11 bytes with itself"),
        ("gzip of too many bytes", Gzip([.. Header(8, 3), 1, 2, 3, 4]), "the gzip data end with 12 as their unpacked length, but the header within declares 11 bytes with itself"),
        ("gzip of too few bytes that lies about it", Lying(Gzip([.. Header(8, 3), 1, 2]), 11), "the gzip data are damaged: their coding, length or checksum is wrong"),
        ("gzip that declares more than it can hold", Lying(Gzip([.. Header(8, 1 << 29), .. Noise(100_000)]), (1 << 29) + 8), "the header declares 536870912 bytes of elements, more than "),
        ("gzip that declares more than the limit", Gzip(Header(8, 1 << 30, 2)), "so 2147483648 bytes of elements; the limit is 1073741824"),
    ];

    public static TheoryData<string> CaseNames => [.. Cases.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void A_malformed_file_is_refused_with_file_place_and_reason(string name)
    {
        (_, byte[] bytes, string expected) = Cases.Single(item => item.Name == name);
        var refusal = Hostile.Run<DataException>(() => IdxFile.Read(bytes, "bad-ubyte"), bytes.Length, "bad-ubyte: ", name);
        Assert.Contains(expected, refusal?.Message ?? "accepted", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 0, 28, 28)]
    [InlineData(true, 1, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(false, 7, 11, 13)]
    [InlineData(true, 7, 11, 13)]
    public void A_well_formed_file_is_accepted(bool compressed, params int[] shape)
    {
        byte[] elements = Noise(shape.Aggregate(1, (product, length) => product * length));
        byte[] bytes = [.. Header(8, [.. shape.Select(length => (uint)length)]), .. elements];
        var file = IdxFile.Read(compressed ? Gzip(bytes) : bytes, "good-ubyte");
        Assert.Equal(shape, file.Shape.ToArray());
        Assert.Equal(elements, file.Bytes.ToArray());
    }

    [Fact]
    public void The_limit_is_the_callers_to_set()
    {
        byte[] bytes = [.. Header(8, 3), 1, 2, 3];
        Assert.Equal(3, IdxFile.Read(bytes, "three", maximumBytes: 3).Bytes.Length);
        var refusal = Assert.Throws<DataException>(() => IdxFile.Read(bytes, "three", maximumBytes: 2));
        Assert.Equal("three: the header declares [3], so 3 bytes of elements; the limit is 2. If the file is what you expect, split it or allow more.", refusal.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => IdxFile.Read(bytes, "three", maximumBytes: -1));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_refused_by_path_and_cause()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("absent\\u001b cannot be read: Could not find file", Assert.Throws<DataException>(() => IdxFile.Read(folder.File("absent\u001b"))).Message, StringComparison.Ordinal);
        Assert.Contains(" cannot be read: ", Assert.Throws<DataException>(() => IdxFile.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    /// <summary>256 MiB of zeros in 260 KB, behind headers that declare less or more and trailers that lie accordingly.</summary>
    [Theory]
    [InlineData(3u, false, "the gzip data end with 268435464 as their unpacked length")]
    [InlineData(3u, true, "so 3 bytes of elements, but more follow")]
    [InlineData(48u << 20, true, "so 50331648 bytes of elements, but more follow")]
    [InlineData(257u << 20, true, "the gzip data are damaged: their coding, length or checksum is wrong")]
    public void A_bomb_is_refused_in_bounded_time_and_memory(uint declared, bool lying, string expected)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Header(8, declared));
            byte[] zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 256; megabyte++)
            {
                gzip.Write(zeros);
            }
        }
        byte[] bytes = lying ? Lying(packed.ToArray(), declared + 8) : packed.ToArray();
        var refusal = Hostile.Run<DataException>(() => IdxFile.Read(bytes, "bomb.gz"), bytes.Length, "bomb.gz: ", expected);
        Assert.Contains(expected, refusal?.Message ?? "accepted", StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused_as_documented()
    {
        byte[] plain = [.. Header(8, 5, 4, 3), .. Noise(60)];
        byte[] doubles = [.. Header(0x0e, 9), .. Noise(72)];
        byte[][] originals = [plain, doubles, Gzip(plain), Gzip(doubles)];
        var mutator = new Mutator(123);
        int accepted = 0;
        for (int round = 0; round < Mutations; round++)
        {
            byte[] original = originals[round % originals.Length];
            byte[] bytes = round % 8 < 6 || original[0] != 0 ? mutator.Mutate(original) : Gzip(mutator.Mutate(original));
            var refusal = Hostile.Run<DataException>(
                () => Assert.NotNull(IdxFile.Read(bytes, "mutated").ToFloat64()), bytes.Length, "mutated: ", $"mutation {round}");
            accepted += refusal is null ? 1 : 0;
        }
        Assert.InRange(accepted, Mutations / 100, Mutations / 2); // changed elements of plain files, changed names and times in gzip's header
    }

    internal static byte[] Header(byte type, params uint[] lengths)
    {
        byte[] header = new byte[4 + (4 * lengths.Length)];
        header[2] = type;
        header[3] = (byte)lengths.Length;
        for (int i = 0; i < lengths.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + (4 * i)), lengths[i]);
        }
        return header;
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }

    // Gzip data whose last four bytes claim another unpacked length.
    private static byte[] Lying(byte[] gzip, uint length) => [.. gzip[..^4], .. BitConverter.GetBytes(length)];

    private static byte[] Changed(byte[] bytes, Index at, byte value)
    {
        bytes[at] = value;
        return bytes;
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(123).NextBytes(bytes);
        return bytes;
    }
}
