using Cajal.Tests.Mutations;
using static Cajal.Tests.Images.PngBuilder;

namespace Cajal.Tests.Images;

public sealed class PngReaderTests
{
    private const int Mutations = 10_000;

    private static readonly byte[] Good = File(4, 2, 1, [1, 2, 3, 4, 5, 6, 7, 8]);

    private static readonly (string Name, byte[] Bytes, string Expected)[] Cases =
    [
        ("empty", [], "it is no PNG file: it begins with the bytes , expected 89504e470d0a1a0a"),
        ("text", "hello there"u8.ToArray(), "it is no PNG file: it begins with the bytes 68656c6c6f207468"),
        ("jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46], "It is a JPEG file, which Cajal does not read: convert it to PNG"),
        ("signature only", Signature, "the file ends at byte 8 without its last chunk (IEND)"),
        ("cut short", Good[..^5], "the file ends at byte 70 without its last chunk (IEND)"),
        ("long chunk", [.. Signature, 0, 0, 1, 0, .. "IHDR"u8, 0, 0, 0, 0, 0], "the chunk IHDR at byte 8 declares 256 bytes, but only 1 follow"),
        ("no header", Join(Chunk("IDAT", []), End), "the first chunk is IDAT, expected IHDR"),
        ("two headers", Join(Header(1, 1, 8, 0), Header(1, 1, 8, 0)), "there is a second header (IHDR)"),
        ("short header", Join(Chunk("IHDR", new byte[12]), End), "the header (IHDR) has 12 bytes, expected 13"),
        ("no pixels", Join(Header(0, 5, 8, 0), End), "the header declares 5 x 0 pixels, expected at least one"),
        ("kind", Join(Header(1, 1, 8, 5), End), "colors of kind 5 with 8 bits"),
        ("depth", Join(Header(1, 1, 4, 2), End), "colors of kind 2 with 4 bits"),
        ("compression", Join(Header(1, 1, 8, 0, compression: 1), End), "declares compression 1, filters 0 and interlacing 0"),
        ("interlacing", Join(Header(1, 1, 8, 0, interlace: 2), End), "filters 0 and interlacing 2"),
        ("huge", Join(Header(40_000, 40_000, 8, 0), End), "40000 x 40000 pixels, so 1600000000 bytes; the limit is 268435456"),
        ("huge in few bytes", Join(Header(20_000, 20_000, 1, 0), End), "20000 x 20000 pixels, so 400000000 bytes; the limit is 268435456"),
        ("more than packed", Join(Header(10_000, 10_000, 8, 0), Chunk("IDAT", Zlib(new byte[100])), End), "more than 12 bytes of packed pixels can hold"),
        ("palette missing", Join(Header(1, 1, 8, 3), Chunk("IDAT", Zlib([0, 0])), End), "indices into a palette, but there is none"),
        ("palette length", Join(Header(1, 1, 8, 3), Chunk("PLTE", [1, 2]), End), "the palette (PLTE) has 2 bytes"),
        ("index", Join(Header(2, 1, 8, 3), Chunk("PLTE", [1, 2, 3]), Chunk("IDAT", Zlib([0, 0, 1])), End), "row 0, column 1 has an index beyond the palette's 1 colors"),
        ("filter", Join(Header(1, 2, 8, 0), Chunk("IDAT", Zlib([0, 9, 7, 9])), End), "row 1 has filter 7, expected 0 to 4"),
        ("too few rows", Join(Header(1, 3, 8, 0), Chunk("IDAT", Zlib([0, 9, 0, 9])), End), "end before the last of 3 rows"),
        ("no zlib", Join(Header(1, 1, 8, 0), Chunk("IDAT", [1, 2, 3, 4]), End), "the packed pixels (IDAT) are damaged"),
        ("unknown", Join(Header(1, 1, 8, 0), Chunk("CgBI", []), End), "a chunk CgBI before byte"),
        ("checksum", Changed(Good, ^14, 0xFF), "the checksum of the chunk IDAT at byte 33 is"),
    ];

    public static TheoryData<string> CaseNames => [.. Cases.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void A_malformed_file_is_refused_with_file_place_and_reason(string name)
    {
        (_, byte[] bytes, string expected) = Cases.Single(item => item.Name == name);
        var refusal = Hostile.Run<DataException>(() => Image.Read(bytes, "bad.png"), bytes.Length, "bad.png: ", name);
        Assert.Contains(expected, refusal?.Message ?? "accepted", StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_refused_in_bounded_time_and_memory()
    {
        // 200 million rows' bytes are declared and could lie in what is packed, but only half of them do.
        byte[] packed = Zlib(new byte[100_000_000]), padded = [.. packed, .. new byte[packed.Length]];
        byte[] bytes = Join(Header(10_000, 20_000, 8, 0), Chunk("IDAT", padded), End);
        var refusal = Hostile.Run<DataException>(() => Image.Read(bytes, "bomb.png"), bytes.Length, "bomb.png: ", "bomb");
        Assert.Contains("end before the last of 20000 rows", refusal?.Message ?? "accepted", StringComparison.Ordinal);
    }

    /// <summary>Mutated as they are, which the checksums find, and within chunks whose checksums are right.</summary>
    [Fact]
    public void Mutated_files_are_read_or_refused_as_documented()
    {
        byte[] palette = [.. Enumerable.Range(0, 30).Select(value => (byte)value)], rows = Rows([.. Enumerable.Range(0, 64).Select(value => (byte)(value % 10))], 8);
        var mutator = new Mutator(123);
        int accepted = 0;
        for (int round = 0; round < Mutations; round++)
        {
            byte[] bytes = (round % 4) switch
            {
                0 => mutator.Mutate(Good),
                1 => Join(Header(8, 8, 8, 3), Chunk("PLTE", mutator.Mutate(palette)), Chunk("IDAT", Zlib(rows)), End),
                2 => Join(Header(8, 8, 8, 0), Chunk("IDAT", mutator.Mutate(Zlib(rows))), End),
                _ => Join(Header(8, 8, 8, 0, interlace: (byte)(round / 4 % 2)), Chunk("tRNS", mutator.Mutate([0, 3])), Chunk("IDAT", Zlib(mutator.Mutate(rows))), End),
            };
            var refusal = Hostile.Run<DataException>(() => Image.Read(bytes, "mutated.png"), bytes.Length, "mutated.png: ", $"mutation {round}");
            accepted += refusal is null ? 1 : 0;
        }

        Assert.InRange(accepted, Mutations / 20, Mutations / 2);
    }

    private static byte[] Changed(byte[] bytes, Index at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }
}
