namespace Cajal.Tests.Data;

public class IdxFolderTests
{
    private static readonly string[] Names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    [Theory]
    [InlineData("", '-')]
    [InlineData(".gz", '-')]
    [InlineData("", '.')]
    [InlineData(".gz", '.')]
    public void The_four_files_are_found_and_read(string ending, char separator)
    {
        using var folder = new TemporaryFolder();
        Assert.False(IdxFolder.IsOne(folder.Path));
        Fill(folder, name => name.Replace("-idx", $"{separator}idx", StringComparison.Ordinal) + ending);

        Assert.True(IdxFolder.IsOne(folder.Path));
        var set = IdxFolder.Read(folder.Path);

        Assert.Equal((3, 2, 2, 4), (set.Train.Count, set.Train.Height, set.Train.Width, set.Classes));
        Assert.Equal((1, 2, 2), (set.Test.Count, set.Test.Height, set.Test.Width));
        Assert.Equal(new byte[] { 0, 3, 1 }, set.Train.Labels.ToArray());
        Assert.Equal(new byte[] { 5, 6, 7, 8 }, set.Train.Image(1).ToArray());
        Assert.Equal(new byte[] { 255, 0, 0, 255 }, set.Test.Pixels.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = set.Train.Image(3); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = set.Train.Image(-1); });
    }

    [Fact]
    public void A_plain_file_goes_before_a_compressed_one()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, name => name);
        File.WriteAllBytes(folder.File(Names[1] + ".gz"), [1, 2, 3]);
        Assert.Equal(4, IdxFolder.Read(folder.Path).Classes);
    }

    [Fact]
    public void All_256_labels_are_classes()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, name => name);
        File.WriteAllBytes(folder.File(Names[1]), [.. IdxFileTests.Header(8, 3), 0, 255, 1]);
        Assert.Equal(256, IdxFolder.Read(folder.Path).Classes);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, name => name);
        File.Delete(folder.File(Names[1]));
        AssertRefused(folder, ": there is no train-labels-idx1-ubyte, plain or with the ending .gz. Put the four files of the set into this folder");
        File.Delete(folder.File(Names[3]));
        AssertRefused(folder, ": there is no train-labels-idx1-ubyte and no t10k-labels-idx1-ubyte, plain");
        Assert.Contains("no train-images-idx3-ubyte and no", Assert.Throws<DataException>(() => IdxFolder.Read(folder.File("absent"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_do_not_fit_together_are_refused_by_name()
    {
        Check(1, [.. IdxFileTests.Header(8, 2), 0, 1], "train-labels-idx1-ubyte: there are 2 labels, but ");
        Check(0, [.. IdxFileTests.Header(8, 3), 0, 1, 2], "train-images-idx3-ubyte holds UInt8 [3], but it must hold images: unsigned bytes [count, height, width], at least one");
        Check(1, [.. IdxFileTests.Header(8, 3, 1), 0, 1, 2], "train-labels-idx1-ubyte holds UInt8 [3, 1], but it must hold labels: unsigned bytes [count]");
        Check(3, [.. IdxFileTests.Header(9, 1), 0], "t10k-labels-idx1-ubyte holds Int8 [1], but it must hold labels");
        Check(2, IdxFileTests.Header(8, 0, 2, 2), "t10k-images-idx3-ubyte holds UInt8 [0, 2, 2], but it must hold images");
        Check(2, [.. IdxFileTests.Header(8, 1, 1, 4), 0, 0, 0, 0], "t10k-images-idx3-ubyte: the images have 1 x 4 pixels, those of ");
        Check(3, [.. IdxFileTests.Header(8, 1), 4], "t10k-labels-idx1-ubyte: label 0 is 4, but the largest of ");
        Check(0, [1, 2, 3, 4], "train-images-idx3-ubyte: it begins with the bytes 01020304");

        static void Check(int changed, byte[] content, string expected)
        {
            using var folder = new TemporaryFolder();
            Fill(folder, name => name);
            File.WriteAllBytes(folder.File(Names[changed]), content);
            AssertRefused(folder, expected);
        }
    }

    private static void Fill(TemporaryFolder folder, Func<string, string> rename)
    {
        byte[][] contents =
        [
            [.. IdxFileTests.Header(8, 3, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            [.. IdxFileTests.Header(8, 3), 0, 3, 1],
            [.. IdxFileTests.Header(8, 1, 2, 2), 255, 0, 0, 255],
            [.. IdxFileTests.Header(8, 1), 3],
        ];
        foreach ((string name, byte[] content) in Names.Zip(contents))
        {
            string path = folder.File(rename(name));
            File.WriteAllBytes(path, path.EndsWith(".gz", StringComparison.Ordinal) ? IdxFileTests.Gzip(content) : content);
        }
    }

    private static void AssertRefused(TemporaryFolder folder, string expected)
    {
        string message = Assert.Throws<DataException>(() => IdxFolder.Read(folder.Path)).Message;
        Assert.StartsWith(folder.Path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
