using System.Text.Json;
using Cajal.Tests.Data;
using Cajal.Tests.Images;

namespace Cajal.Tests.Cli;

/// <summary>The verbs on a folder of IDX files, and on a table with test rows in a file of their own.</summary>
public sealed class ImageRunTests
{
    private const int Training = 60;
    private const int Test = 10;

    [Fact]
    public void Images_are_trained_judged_predicted_and_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        string data = Images(folder);
        string run = folder.File("run");
        JsonElement json = CliRun.Of("train", data, "--hidden", "6", "--epochs", "2", "--schedule", "constant", "-o", run, "--json", "--threads", "1").Json;
        Assert.Equal((54, 6, 10), (Rows("train"), Rows("validation"), Rows("test")));
        Assert.Equal(4, json.GetProperty("features").GetInt32());
        Assert.Equal(Test, CliRun.Of("evaluate", run, data, "--json").Json.GetProperty("rows").GetInt32());
        CliRun.Of("predict", run, data, "--keep", "id").Refuses(2, "--keep is for tables; images have no columns. Leave it out.");
        CliRun predicted = CliRun.Of("predict", run, data);
        Assert.StartsWith("label,label=0,label=1\n", predicted.Output, StringComparison.Ordinal);
        Assert.Equal(Test + 2, predicted.Output.Split('\n').Length);
        Assert.Contains("scaled: pixels", CliRun.Of("inspect", run).Output, StringComparison.Ordinal);
        Assert.Contains("60 images to train with, 10 to test with, 2 x 2 gray pixels, 2 classes", CliRun.Of("inspect", data).Output, StringComparison.Ordinal);
        Assert.Equal(2, CliRun.Of("inspect", data, "--json").Json.GetProperty("classes").GetArrayLength());
        Assert.Equal(3, CliRun.Of("resume", run, "--epochs", "+1", "--json").Json.GetProperty("epochs").GetInt32());
        Assert.True(CliRun.Of("check", run, "--json").Json.GetProperty("ok").GetBoolean());
        CliRun.Of("evaluate", run, "iris").Refuses(3, $"iris: {run}/model.safetensors was trained on images. Give a folder of IDX files or of PNG files.");

        int Rows(string part) => json.GetProperty("rows").GetProperty(part).GetInt32();
    }

    [Fact]
    public void Pictures_are_changed_in_training_where_that_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        string data = Images(folder), plain = folder.File("plain"), run = folder.File("run"), again = folder.File("again");
        string[] options = ["train", data, "--hidden", "6", "--epochs", "2", "--quiet", "-o"];
        Assert.Equal(0, CliRun.Of([.. options, plain]).ExitCode);
        Assert.Equal(0, CliRun.Of([.. options, run, "--augment", "shift=1, rotation=20,mixup"]).ExitCode);
        Assert.Equal(0, CliRun.Of([.. options, again, "--augment", "shift=1,rotation=20,mixup", "--threads", "1"]).ExitCode);
        byte[] Model(string of) => File.ReadAllBytes(Path.Combine(of, "model.safetensors"));
        Assert.NotEqual(Model(plain), Model(run));
        Assert.Equal(Model(run), Model(again));
        CliRun.Of("train", data, "--augment", "shfit").Refuses(2,
            "Setting 'augment' (--augment): 'shfit' is not possible. Expected none, digits, or a list such as shift=2,rotation=10 of shift, rotation, scale, flip, elastic, cutout, mixup.");
        CliRun.Of("train", "iris", "--augment", "flip", "--quiet", "-o", folder.File("iris")).Refuses(2,
            "Augmentation 'flip': one row of the input has shape [4], expected a picture [height, width, channels] or [height, width]. "
            + "Leave it out, give the rows the shape of pictures, or use mixup, which takes any rows.");
    }

    [Fact]
    public void What_belongs_to_tables_is_refused_for_images()
    {
        using var folder = new TemporaryFolder();
        string data = Images(folder);
        CliRun.Of("train", data, "--target", "label").Refuses(2, $"--target is for tables, but {data} is a folder of images with labels of their own. Leave it out.");
        CliRun.Of("train", data, "--test", "0.1").Refuses(2, $"--test: {data} has test images of its own. Leave the share out.");
        CliRun.Of("train", data, "--gray").Refuses(2, $"--gray is for folders of PNG files, but {data} is none. Leave it out.");
        CliRun.Of("train", "iris", "--image-size", "2x2").Refuses(2, "--image-size is for folders of PNG files, but iris is none. Leave it out.");
        string run = folder.File("run");
        Assert.Equal(0, CliRun.Of("train", "iris", "--hidden", "none", "--epochs", "1", "-o", run, "--quiet").ExitCode);
        CliRun.Of("predict", run, data).Refuses(3,
            $"{data}: this is a folder of images, but {run}/model.safetensors was trained on a table. Give a table with the same columns.");
    }

    [Fact]
    public void Folders_of_pictures_are_trained_judged_predicted_and_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("pets"), run = folder.File("run");
        var random = new Random(3);
        foreach (int number in Enumerable.Range(0, 40))
        {
            string name = Path.Combine(data, number % 2 == 0 ? "cat" : "dog", $"{number}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            byte[] pixels = [.. Enumerable.Range(0, 12).Select(_ => (byte)(random.Next(100) + (number % 2 * 150)))];
            File.WriteAllBytes(name, PngBuilder.File(2, 2, 3, pixels));
        }

        CliRun.Of("train", data, "--image-size", "big").Refuses(2, "--image-size is 'big', expected HEIGHTxWIDTH in pixels, each from 1 to 10000, such as 28x28.");
        JsonElement json = CliRun.Of("train", data, "--hidden", "6", "--epochs", "3", "--schedule", "constant", "-o", run, "--json", "--threads", "1").Json;
        Assert.Equal(40, new[] { "train", "validation", "test" }.Sum(part => json.GetProperty("rows").GetProperty(part).GetInt32()));
        Assert.Contains("40 images to train with, none to test with set apart, 2 x 2 colored pixels, 2 classes", CliRun.Of("inspect", data).Output, StringComparison.Ordinal);
        Assert.Equal(40, CliRun.Of("evaluate", run, data, "--json").Json.GetProperty("rows").GetInt32());
        Assert.Equal(4, CliRun.Of("resume", run, "--epochs", "+1", "--json").Json.GetProperty("epochs").GetInt32());

        CliRun predicted = CliRun.Of("predict", run, data);
        Assert.StartsWith($"file,class,class=cat,class=dog\n{data}/cat/0.png,", predicted.Output.Replace("label", "class", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(42, predicted.Output.Split('\n').Length);
        string one = Path.Combine(data, "dog", "1.png");
        Assert.Equal(one, CliRun.Of("predict", run, one, "--json").Json.GetProperty("predictions")[0].GetProperty("file").GetString());
        File.WriteAllBytes(Path.Combine(data, "dog", "1.png"), PngBuilder.File(2, 2, 3, new byte[12]));
        CliRun.Of("resume", run, "--epochs", "+1").Refuses(3, $"{data}: it has changed since {run} was begun, so the training cannot go on exactly. Put the old data back, or train anew.");
        Directory.Move(Path.Combine(data, "dog"), Path.Combine(data, "fox"));
        CliRun.Of("evaluate", run, data).Refuses(3, $"{data}: there are images of the class 'fox', but the model knows only cat, dog. Give images of these classes.");
    }

    [Fact]
    public void Pictures_of_one_class_are_refused_before_anything_is_trained()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("pictures");
        Directory.CreateDirectory(Path.Combine(data, "cat"));
        for (int picture = 0; picture < 12; picture++)
        {
            File.WriteAllBytes(Path.Combine(data, "cat", $"{picture}.png"), PngBuilder.File(2, 1, 1, [1, 2]));
        }

        CliRun.Of("train", data, "-o", folder.File("run")).Refuses(3, $"{data}: all its images are of one class, 'cat'; expected at least two to tell apart. Add images of another class.");
    }

    [Fact]
    public void Test_rows_of_their_own_leave_all_others_to_learn_from_also_when_going_on()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("train.csv");
        string test = folder.File("test.csv");
        File.WriteAllText(file, CliRun.Of("data", "make", "moons", "--rows", "100").Output);
        File.WriteAllText(test, CliRun.Of("data", "make", "moons", "--rows", "50", "--seed", "1").Output);
        string run = folder.File("run");
        JsonElement json = CliRun.Of(
            "train", file, "--target", "class", "--test", test, "--hidden", "6", "--epochs", "2", "--schedule", "constant", "-o", run, "--json").Json;
        Assert.Equal((80, 50), (json.GetProperty("rows").GetProperty("train").GetInt32(), json.GetProperty("rows").GetProperty("test").GetInt32()));
        Assert.Equal(3, CliRun.Of("resume", run, "--epochs", "+1", "--json").Json.GetProperty("epochs").GetInt32());
        JsonElement again = CliRun.Of("train", "--config", Path.Combine(run, "config.json"), "--json", "-o", folder.File("again")).Json;
        Assert.Equal(json.GetProperty("test").GetRawText(), again.GetProperty("test").GetRawText());
    }

    /// <summary>Dark and light images of 2 x 2 pixels, in turn.</summary>
    private static string Images(TemporaryFolder folder)
    {
        string data = folder.File("images");
        Directory.CreateDirectory(data);
        Write("train", Training);
        Write("t10k", Test);
        return data;

        void Write(string part, int count)
        {
            var random = new Random(count);
            byte[] labels = [.. Enumerable.Range(0, count).Select(row => (byte)(row % 2))];
            byte[] pixels = [.. labels.SelectMany(label => Enumerable.Range(0, 4).Select(_ => (byte)(random.Next(100) + (label * 150))))];
            File.WriteAllBytes(Path.Combine(data, $"{part}-images-idx3-ubyte"), [.. IdxFileTests.Header(8, (uint)count, 2, 2), .. pixels]);
            File.WriteAllBytes(Path.Combine(data, $"{part}-labels-idx1-ubyte"), [.. IdxFileTests.Header(8, (uint)count), .. labels]);
        }
    }
}
