using System.Globalization;

namespace Cajal.Tests.SafetensorFiles;

public class SafetensorsFileTests
{
    private static readonly SafetensorsFile Small = new([], [SafetensorsEntry.FromFloat32("weight", [1f, 2f], 2), SafetensorsEntry.FromFloat32("bias", [3f], 1)]);

    [Fact]
    public void Saved_loaded_and_saved_again_gives_the_same_bytes()
    {
        var random = new Random(123);
        for (int round = 0; round < 200; round++)
        {
            byte[] first = RandomFile(random).ToBytes();
            byte[] second = SafetensorsFile.Read(first, "round trip").ToBytes();
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void The_file_on_disk_holds_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        Small.Write(path);
        Small.Write(path);

        Assert.Equal(Small.ToBytes(), File.ReadAllBytes(path));
        Assert.Equal([1f, 2f], SafetensorsFile.Read(path).Float32("weight", [2]).ToArray());
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Bytes_hang_neither_on_the_order_of_parts_nor_on_the_culture()
    {
        KeyValuePair<string, string>[] metadata = [new("b", "1"), new("a", "2"), new("B", "3"), new("ä", "4")];
        SafetensorsEntry[] entries = [SafetensorsEntry.FromFloat32("i", [1f], 1), SafetensorsEntry.FromFloat32("I", [1f], 1), SafetensorsEntry.FromInt64("z", [-1], 1)];
        byte[] expected = new SafetensorsFile(metadata, entries).ToBytes();
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in new[] { "de-DE", "tr-TR", "ar-SA", "fa-IR", "hi-IN", "sv-SE" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.Equal(expected, new SafetensorsFile(metadata.Reverse(), entries.Reverse()).ToBytes());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_value_is_aligned()
    {
        var random = new Random(123);
        for (int round = 0; round < 50; round++)
        {
            byte[] bytes = RandomFile(random).ToBytes();
            Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
            var file = SafetensorsFile.Read(bytes, "aligned");
            int offset = 0;
            foreach (var entry in file.Entries)
            {
                int size = entry.ElementType switch { SafetensorsElementType.Float64 or SafetensorsElementType.Int64 => 8, SafetensorsElementType.UInt8 => 1, _ => 4 };
                Assert.Equal(0, offset % size);
                offset += entry.Bytes.Length;
            }
        }
    }

    [Fact]
    public void An_entry_that_is_not_as_expected_is_refused_by_name()
    {
        AssertRefused(() => Small.Float32("wieght"), "there is no entry 'wieght'; it has 'bias', 'weight'");
        AssertRefused(() => Small.Float64("weight"), "entry 'weight' holds F32 of shape [2], but F64 was expected");
        AssertRefused(() => Small.Float32("weight", [1, 2]), "entry 'weight' has the shape [2], but [1, 2] was expected");
        AssertRefused(() => new SafetensorsFile([], []).Int32("x"), "there is no entry 'x'; it has none");
        Assert.True(Small.Contains("bias"));
        Assert.False(Small.Contains("Bias"));
    }

    [Theory]
    [InlineData("the shape does not fit", "has 3 values, which do not fill the shape [2, 2]")]
    [InlineData("the shape overflows", "which do not fill the shape [2147483647, 2147483647, 2147483647, 0]")]
    [InlineData("a length is negative", "which do not fill the shape [-1, -3]")]
    [InlineData("too many dimensions", "has 65 dimensions, a file holds at most 64")]
    [InlineData("a reserved name", "cannot be called '__metadata__'")]
    [InlineData("half a surrogate pair", "holds half of a surrogate pair at character 1")]
    [InlineData("an entry twice", "The entry 'a' stands twice")]
    [InlineData("a reserved key", "The metadata key 'cajal.sha256' is reserved")]
    [InlineData("a key twice", "The metadata key 'k' stands twice")]
    [InlineData("half a pair in metadata", "holds half of a surrogate pair at character 0")]
    [InlineData("too many metadata", "There are 65537 metadata")]
    public void Wrong_arguments_are_refused(string fault, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() => fault switch
        {
            "the shape does not fit" => File([], SafetensorsEntry.FromFloat32("a", [1, 2, 3], 2, 2)),
            "the shape overflows" => File([], SafetensorsEntry.FromFloat32("a", [], int.MaxValue, int.MaxValue, int.MaxValue, 0)),
            "a length is negative" => File([], SafetensorsEntry.FromFloat32("a", [1, 2, 3], -1, -3)),
            "too many dimensions" => File([], SafetensorsEntry.FromFloat32("a", [1], [.. Enumerable.Repeat(1, 65)])),
            "a reserved name" => File([], SafetensorsEntry.FromFloat32("__metadata__", [1], 1)),
            "half a surrogate pair" => File([], SafetensorsEntry.FromFloat32("a\ud800", [1], 1)),
            "an entry twice" => File([], SafetensorsEntry.FromFloat32("a", [1], 1), SafetensorsEntry.FromInt32("a", [1], 1)),
            "a reserved key" => File([new("cajal.sha256", "")]),
            "a key twice" => File([new("k", "1"), new("k", "2")]),
            "half a pair in metadata" => File([new("k", "\udc00")]),
            "too many metadata" => File(Enumerable.Range(0, 65537).Select(i => new KeyValuePair<string, string>($"k{i}", ""))),
            _ => throw new InvalidOperationException(fault),
        });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);

        static SafetensorsFile File(IEnumerable<KeyValuePair<string, string>> metadata, params SafetensorsEntry[] entries) => new(metadata, entries);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_refused_by_path_and_cause()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(() => SafetensorsFile.Read(folder.File("absent.safetensors")), "absent.safetensors cannot be read: Could not find file");
        AssertRefused(() => SafetensorsFile.Read(folder.Path), "it is a folder, not a file. Check the path");
        AssertRefused(() => SafetensorsFile.Read(folder.File("a\u001b[2J")), "a\\u001b[2J cannot be read");
    }

    /// <summary>A file of 0 to 5 entries with names of all sorts.</summary>
    internal static SafetensorsFile RandomFile(Random random)
    {
        string[] names = ["weight", "a.b", "", "ü漢🧠", "quote\"back\\slash", "line\nfeed\u0001", " "];
        random.Shuffle(names);
        var entries = names.Take(random.Next(6)).Select(name =>
        {
            int rows = random.Next(5);
            int columns = random.Next(1, 7);
            byte[] bytes = new byte[rows * columns * 8];
            random.NextBytes(bytes);
            var doubles = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bytes);
            var integers = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(bytes);
            return random.Next(4) switch
            {
                0 => SafetensorsEntry.FromFloat64(name, doubles, rows, columns),
                1 => SafetensorsEntry.FromInt32(name, integers, rows, 2, columns),
                2 => SafetensorsEntry.FromUInt8(name, bytes, bytes.Length),
                _ => SafetensorsEntry.FromFloat32(name, Enumerable.Range(0, rows * columns).Select(i => i * 0.1f).ToArray(), rows, columns),
            };
        });
        return new SafetensorsFile([new("model", $"{{\"seed\":{random.Next()}}}"), new("é\n", "")], entries.ToList());
    }

    private static void AssertRefused(Action action, string expected) =>
        Assert.Contains(expected, Assert.Throws<ModelFileException>(action).Message, StringComparison.Ordinal);

    private static void AssertRefused<T>(Func<ReadOnlySpan<T>> action, string expected) => AssertRefused(() => { _ = action(); }, expected);
}
