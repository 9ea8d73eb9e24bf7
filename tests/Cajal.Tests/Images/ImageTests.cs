using System.Text.Json.Nodes;

namespace Cajal.Tests.Images;

/// <summary>Against Golden/images/generate.py, which writes PNG files by the standard and asks Pillow; it names the versions.</summary>
public sealed class ImageTests
{
    private static readonly JsonObject Golden = GoldenFile.Read("images", "images.json");

    public static TheoryData<string> Names => [.. Golden["cases"]!.AsArray().Select(item => item!["name"]!.GetValue<string>())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_of_every_kind_and_depth_is_read(string name)
    {
        JsonNode expected = Golden["cases"]!.AsArray().Single(item => item!["name"]!.GetValue<string>() == name)!;
        var image = Image.Read(Bytes(expected["file"]), name);
        Assert.Equal(
            (expected["width"]!.GetValue<int>(), expected["height"]!.GetValue<int>(), expected["channels"]!.GetValue<int>()), (image.Width, image.Height, image.Channels));
        Assert.Equal(Bytes(expected["pixels"]), image.Pixels.ToArray());
    }

    /// <summary>Pillow rounds its weights to whole 2⁻²² and each pass to bytes: a difference of one is in its way of counting.</summary>
    [Fact]
    public void Resizing_equals_the_reference_but_for_rounding()
    {
        foreach (JsonNode? item in Golden["resized"]!.AsArray())
        {
            var source = new Image(Golden["width"]!.GetValue<int>(), Golden["height"]!.GetValue<int>(), item!["channels"]!.GetValue<int>(), Bytes(item["source"]));
            Image resized = source.Resize(item["width"]!.GetValue<int>(), item["height"]!.GetValue<int>());
            byte[] expected = Bytes(item["pixels"]);
            Assert.Equal(expected.Length, resized.Pixels.Length);
            Assert.All(expected.Zip(resized.Pixels.ToArray()), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        }
    }

    [Fact]
    public void An_even_picture_stays_even_in_every_size()
    {
        var even = new Image(7, 5, 1, [.. Enumerable.Repeat((byte)200, 35)]);
        foreach ((int width, int height) in new[] { (1, 1), (3, 9), (70, 50), (6, 4) })
        {
            Assert.All(even.Resize(width, height).Pixels.ToArray(), pixel => Assert.Equal(200, pixel));
        }

        Assert.Same(even, even.Resize(7, 5));
    }

    [Fact]
    public void Colours_become_gray_by_their_luma_and_gray_becomes_three_equal_channels()
    {
        var colors = new Image(2, 1, 3, [255, 0, 0, 10, 20, 30]);
        Assert.Equal([(byte)76, (byte)18], colors.ToGray().Pixels.ToArray());     // 0.299·255 = 76.2; 2.99 + 11.74 + 3.42 = 18.2
        Assert.Equal([76, 76, 76, 18, 18, 18], colors.ToGray().ToColor().Pixels.ToArray());
        Assert.Same(colors, colors.ToColor());
    }

    [Fact]
    public void Impossible_pictures_are_refused()
    {
        Assert.Contains("4 channels, expected 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Image(1, 1, 4, new byte[4])).Message, StringComparison.Ordinal);
        Assert.Contains("2 x 3 pixels of 3 channels need 18 bytes, got 17", Assert.Throws<ArgumentException>(() => new Image(3, 2, 3, new byte[17])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(0, 1, 1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(1, 1, 1, [0]).Resize(1, 0));
        Assert.StartsWith("Image: 1 x 1 pixels of 1 channels cannot be made 60000 x 60000: an array has at most 2147483591 bytes. Choose a smaller size.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Image(1, 1, 1, [0]).Resize(60_000, 60_000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_refused_by_path_and_cause()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("absent.png cannot be read: Could not find file", Assert.Throws<DataException>(() => Image.Read(folder.File("absent.png"))).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("dot.png"), PngBuilder.File(1, 1, 1, [7]));
        Assert.Equal([(byte)7], Image.Read(folder.File("dot.png")).Pixels.ToArray());
    }

    private static byte[] Bytes(JsonNode? node) => Convert.FromBase64String(node!.GetValue<string>());
}
