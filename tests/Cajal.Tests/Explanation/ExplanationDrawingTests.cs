using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;

namespace Cajal.Tests.Explanation;

/// <summary>Explanations as SVG documents.</summary>
public sealed class ExplanationDrawingTests
{
    [Fact]
    public void Bars_tell_columns_figures_and_intervals()
    {
        Dataset iris = BuiltInData.Iris();
        var importance = PermutationImportance.Of(ExplainedNets.Trained(iris, 1), iris);

        XElement[] elements = [.. XDocument.Parse(importance.ToSvg()).Descendants()];

        string[] texts = [.. elements.Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Superset(iris.FeatureNames.ToHashSet(), texts.ToHashSet());
        Assert.Contains("150 rows, 10 permutations; lines: 95 % over permutations", texts);
        Assert.Equal(4, elements.Count(element => element.Attribute("class")?.Value is "for" or "against"));
        Assert.Equal(4, elements.Count(element => element.Attribute("class")?.Value == "interval"));
        double[] widths = [.. elements.Where(element => element.Attribute("class")?.Value is "for").Select(element => (double)element.Attribute("width")!)];
        Assert.Equal(importance.Groups[0].Importance / importance.Groups[1].Importance, widths[0] / widths[1], 0.02);
    }

    [Fact]
    public void Parts_against_an_output_stand_to_the_left_of_zero()
    {
        var parts = IntegratedGradients.Of(ExplainedNets.OneUnit(new Identity(), [2, -3]), [1f, 1f]);
        FeatureGroup[] groups = [new("rises", [0]), new("falls", [1])];

        XElement[] bars = [.. XDocument.Parse(parts.ToSvg(groups)).Descendants().Where(element => element.Attribute("class")?.Value is "for" or "against")];

        Assert.Equal(["against", "for"], bars.Select(bar => bar.Attribute("class")!.Value));
        Assert.Equal((double)bars[0].Attribute("x")! + (double)bars[0].Attribute("width")!, (double)bars[1].Attribute("x")!, 0.02);
        Assert.Contains("rises", XDocument.Parse(Saliency.Of(ExplainedNets.OneUnit(new Identity(), [2, -3]), [1f, 1f]).ToSvg(groups)).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_stands_beside_what_its_pixels_add()
    {
        Sequential model = new Sequential { new Flatten(), new Dense(1, hasBias: false) }.Build([2, 3]);
        new float[] { 1, -1, 0, 0, 0, 0.5f }.CopyTo(model.Parameters[0].Values);
        float[] image = [255, 255, 0, 0, 51, 255];

        XElement[] pictures = [.. XDocument.Parse(IntegratedGradients.Of(model, image).ToSvg(image, [2, 3])).Descendants().Where(element => element.Name.LocalName == "image")];

        Assert.Equal([255, 255, 0, 0, 51, 255], Pixels(pictures[0], 3, 2).Select(pixel => (int)pixel.Red));
        // Full colour for the largest in size, half of it for half its size.
        Assert.Equal(
            [(160, 74, 0), (22, 84, 160), (255, 255, 255), (255, 255, 255), (255, 255, 255), (208, 164, 128)],
            Pixels(pictures[1], 3, 2));
        Assert.Equal(2, XDocument.Parse(Saliency.Of(model, image).ToSvg(image, [2, 3])).Descendants().Count(element => element.Name.LocalName == "image"));
    }

    [Fact]
    public void The_colours_of_a_pixel_count_together()
    {
        Sequential model = new Sequential { new Flatten(), new Dense(1, hasBias: false) }.Build([1, 2, 3]);
        new float[] { 1, 1, 0, -4, 2, 0 }.CopyTo(model.Parameters[0].Values);
        float[] image = [1, 1, 1, 1, 1, 0];

        XElement[] Pictures(string svg) => [.. XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "image")];
        XElement[] parts = Pictures(IntegratedGradients.Of(model, image).ToSvg(image, [1, 2, 3]));
        XElement[] slopes = Pictures(Saliency.Of(model, image).ToSvg(image, [1, 2, 3]));

        Assert.Equal([(255, 255, 255), (255, 255, 0)], Pixels(parts[0], 2, 1));
        Assert.Equal([(160, 74, 0), (22, 84, 160)], Pixels(parts[1], 2, 1));
        Assert.Equal([(0, 0, 0), (255, 255, 255)], Pixels(slopes[1], 2, 1));
    }

    [Fact]
    public void Weights_are_a_picture_a_unit()
    {
        Sequential model = new Sequential { new Flatten(), new Dense(5), new Relu(), new Dense(1) }.Build([2, 3]);

        XElement svg = XDocument.Parse(FirstLayerWeights.Of(model).ToSvg(most: 4)).Root!;

        Assert.Equal(4, svg.Descendants().Count(element => element.Name.LocalName == "image"));
        Assert.Contains(svg.Descendants(), element => element.Value == "unit 3");
        Assert.StartsWith(
            "Picture: 2 numbers in shape [2], expected an image [rows, columns]",
            Assert.Throws<ArgumentException>(() => FirstLayerWeights.Of(new Sequential { new Dense(1) }.Build([2])).ToSvg()).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Picture: an image of 4 numbers beside an explanation of 6.",
            Assert.Throws<ArgumentException>(() => Saliency.Of(model, new float[6]).ToSvg(new float[4], [2, 2])).Message, StringComparison.Ordinal);
    }

    /// <summary>Reads a PNG file of eight bits a channel without filters, by the standard's own words; the checksums are those of the framework's zip.</summary>
    private static (byte Red, byte Green, byte Blue)[] Pixels(XElement image, int width, int height)
    {
        byte[] png = Convert.FromBase64String(image.Attribute("href")!.Value["data:image/png;base64,".Length..]);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        byte[] compressed = [];
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            ReadOnlySpan<byte> type = png.AsSpan(at + 4, 4);
            ReadOnlySpan<byte> content = png.AsSpan(at + 8, length);
            Assert.Equal(Crc(png.AsSpan(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            if (type.SequenceEqual("IHDR"u8))
            {
                Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..])));
                Assert.Equal([8, 2, 0, 0, 0], content[8..].ToArray());
            }

            compressed = type.SequenceEqual("IDAT"u8) ? content.ToArray() : compressed;
            at += 12 + length;
        }

        using var inflate = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        inflate.CopyTo(bytes);
        Assert.Equal(height * (1 + (3 * width)), bytes.Length);
        return [.. bytes.ToArray().Chunk(1 + (3 * width)).SelectMany(line => line[1..].Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2])))];
    }

    /// <summary>The checksum that a zip archive keeps of an entry is PNG's.</summary>
    private static uint Crc(ReadOnlySpan<byte> content)
    {
        using var stream = new MemoryStream();
        using (var writing = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = writing.CreateEntry("x").Open();
            entry.Write(content);
        }

        using var reading = new ZipArchive(stream, ZipArchiveMode.Read);
        return reading.Entries[0].Crc32;
    }
}
