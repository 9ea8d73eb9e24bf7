using Cajal.Tests.Images;

namespace Cajal.Tests.Data.ImageFolders;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_are_classes_in_ordinal_order_and_so_are_their_files()
    {
        Put("dog/b.png", 1, [4, 4]);
        Put("dog/a.PNG", 1, [3, 3]);
        Put("cat/deep/er.png", 1, [2, 2]);
        Put("cat/1.png", 1, [1, 1]);
        File.WriteAllText(folder.File("cat/notes.txt"), "no picture");
        Directory.CreateDirectory(folder.File(".hidden"));
        Assert.True(ImageFolder.IsOne(folder.Path));
        var read = ImageFolder.Read(folder.Path);

        Assert.Equal(["cat", "dog"], read.ClassNames);
        Assert.Equal(["1.png", "er.png", "a.PNG", "b.png"], read.Files.Select(Path.GetFileName));
        Assert.Equal([1, 2], read.Training.InputShape.ToArray());
        Assert.Equal([1f, 1, 2, 2, 3, 3, 4, 4], read.Training.AsFloats().Inputs.ToArray());
        Assert.Equal([0, 0, 1, 1], Enumerable.Range(0, 4).Select(row => read.Training.Targets.ClassOf(row)));
        Assert.Null(read.Test);
    }

    [Fact]
    public void Training_and_test_pictures_may_lie_apart()
    {
        Put("train/cat/1.png", 1, [1, 1]);
        Put("train/dog/1.png", 1, [2, 2]);
        Put("test/dog/1.png", 1, [3, 3]);
        var read = ImageFolder.Read(folder.Path);
        Assert.Equal(2, read.Training.Count);
        Assert.Equal(1, read.Test!.Count);
        Assert.Equal(1, read.Test.Targets.ClassOf(0));
        Assert.Equal(["cat", "dog"], read.Test.Targets.ClassNames.AsEnumerable());

        Put("test/fox/1.png", 1, [3, 3]);
        Assert.Contains("fox: there are test pictures of this class, but none to learn from. The classes are cat, dog.", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Training_pictures_may_lie_in_a_folder_of_their_own_without_test_pictures_but_not_beside_others()
    {
        Put("train/cat/1.png", 1, [1, 1]);
        Put("train/dog/1.png", 1, [2, 2]);
        Put(".hidden/1.png", 1, [2, 2]);
        var read = ImageFolder.Read(folder.Path);
        Assert.Equal(["cat", "dog"], read.ClassNames);
        Assert.Null(read.Test);
        Put("val/cat/1.png", 1, [1, 1]);
        Assert.Contains("val: it stands beside the folder 'train', where only 'test' may stand. Training takes a share of the pictures for validation itself: "
            + "rename it to 'test', move its pictures to those of 'train', or move it elsewhere.", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_may_be_the_name_of_a_class()
    {
        Put("bus/1.png", 1, [1, 1]);
        Put("train/1.png", 1, [2, 2]);
        Assert.Equal(["bus", "train"], ImageFolder.Read(folder.Path).ClassNames);
    }

    [Fact]
    public void One_picture_in_colour_makes_all_coloured_unless_gray_is_asked_for()
    {
        Put("cat/1.png", 1, [1, 1]);
        Put("dog/1.png", 3, [0, 0, 255, 9, 9, 9]);
        var colored = ImageFolder.Read(folder.Path);
        Assert.Equal([1, 2, 3], colored.Training.InputShape.ToArray());
        Assert.Equal([1f, 1, 1, 1, 1, 1, 0, 0, 255, 9, 9, 9], colored.Training.AsFloats().Inputs.ToArray());
        var gray = ImageFolder.Read(folder.Path, new ImageFolderOptions { Gray = true });
        Assert.Equal([1f, 1, 29, 9], gray.Training.AsFloats().Inputs.ToArray());      // 0.114 · 255 = 29.07
    }

    [Fact]
    public void Sizes_that_differ_are_refused_unless_one_is_given()
    {
        Put("cat/1.png", 1, [1, 1]);
        Put("dog/1.png", 1, [2, 2, 2]);
        Assert.Contains("1.png: it has 1 x 3 pixels, but ", Refusal(), StringComparison.Ordinal);
        Assert.Contains("has 1 x 2. Have all of them given one size (--image-size 1x2, in code ImageFolderOptions.Size), or give pictures of one size.", Refusal(), StringComparison.Ordinal);
        var read = ImageFolder.Read(folder.Path, new ImageFolderOptions { Size = (2, 4) });
        Assert.Equal([2, 4], read.Training.InputShape.ToArray());
    }

    [Fact]
    public void Folders_without_classes_or_pictures_and_other_files_are_refused()
    {
        Assert.False(ImageFolder.IsOne(folder.Path));
        Assert.False(ImageFolder.IsOne(folder.File("absent")));
        Assert.Contains("there are no folders in it, expected one with PNG files for each class", Refusal(), StringComparison.Ordinal);
        Put("cat/1.png", 1, [1, 1]);
        Directory.CreateDirectory(folder.File("dog"));
        Assert.Contains("dog: there are no pictures of this class", Refusal(), StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("dog/1.jpg"), [0xFF, 0xD8, 0xFF, 0xE0]);
        Assert.Contains("1.jpg: it is no PNG file", Refusal(), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<DataException>(() => ImageFolder.Read(folder.File("absent"))).Message, StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<DataException>(() => ImageFolder.Read(folder.Path)).Message;

    private void Put(string file, int channels, byte[] row)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!);
        File.WriteAllBytes(folder.File(file), PngBuilder.File(row.Length / channels, 1, channels, row));
    }
}
