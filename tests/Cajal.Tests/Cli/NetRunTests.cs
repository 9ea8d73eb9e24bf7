using System.Text.Json;
using Cajal.Tests.Data;
using Cajal.Tests.Images;

namespace Cajal.Tests.Cli;

/// <summary><c>train --net</c> and the verbs that take its model, on IDX files and on folders of pictures.</summary>
public sealed class NetRunTests
{
    private const int Side = 12;

    [Theory]
    [InlineData("lenet5")]
    [InlineData("resnet20")]
    public void A_net_is_trained_judged_predicted_explained_checked_and_gone_on_with(string net)
    {
        using var folder = new TemporaryFolder();
        string data = Digits(folder), run = folder.File("run"), again = folder.File("again");
        JsonElement json = CliRun.Of("train", data, "--net", net, "--epochs", "2", "--batch-size", "8", "--schedule", "constant", "-o", run, "--json", "--threads", "1").Json;
        Assert.Equal(net, json.GetProperty("net").GetString());
        Assert.Equal(
            CliRun.Of("inspect", "--net", net, "--image-size", $"{Side}x{Side}", "--gray", "--classes", "2", "--json").Json.GetProperty("parameters").GetInt64(),
            json.GetProperty("parameters").GetInt64());
        Assert.Contains(net, File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
        Assert.Equal(10, CliRun.Of("evaluate", run, data, "--json").Json.GetProperty("rows").GetInt32());
        Assert.StartsWith("label,label=0,label=1\n", CliRun.Of("predict", run, data).Output, StringComparison.Ordinal);
        Assert.Contains("conv2d", CliRun.Of("inspect", run, "--plan").Output + CliRun.Of("inspect", run, "--json").Output, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("explain", run, data, "--row", "0").ExitCode);
        Assert.StartsWith("ok: ", CliRun.Of("check", run, "--sample", "50").Output, StringComparison.Ordinal);
        Assert.Equal(3, CliRun.Of("resume", run, "--epochs", "+1", "--json").Json.GetProperty("epochs").GetInt32());

        CliRun straight = CliRun.Of("train", "--config", Path.Combine(run, "config.json"), "--epochs", "3", "-o", again, "--json");
        Assert.Equal(0, straight.ExitCode);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(Path.Combine(again, "model.safetensors")));
    }

    [Fact]
    public void Folders_of_colored_pictures_and_a_dry_run()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("pets");
        var random = new Random(3);
        foreach (int number in Enumerable.Range(0, 30))
        {
            string name = Path.Combine(data, number % 2 == 0 ? "cat" : "dog", $"{number}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            File.WriteAllBytes(name, PngBuilder.File(Side, Side, 3, [.. Enumerable.Range(0, Side * Side * 3).Select(_ => (byte)(random.Next(100) + (number % 2 * 150)))]));
        }

        CliRun dry = CliRun.Of("train", data, "--net", "resnet20", "--dry-run");
        Assert.Contains("net        resnet20, 269,202 parameters, seed 0", dry.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", dry.Output, StringComparison.Ordinal);
        CliRun trained = CliRun.Of("train", data, "--net", "vgg-small", "--epochs", "1", "--quiet", "-o", folder.File("run"));
        Assert.Equal(0, trained.ExitCode);
        Assert.Equal(0, CliRun.Of("tune", data, "--net", "lenet5", "--trials", "2", "--epochs", "1", "--quiet", "-o", folder.File("search")).ExitCode);
    }

    [Fact]
    public void What_a_net_does_not_take_is_refused()
    {
        using var folder = new TemporaryFolder();
        string data = Digits(folder);
        CliRun.Of("train", "iris", "--net", "lenet5").Refuses(2, "--net: the net lenet5 takes pictures, but iris is a table. Leave it out.");
        CliRun missing = CliRun.Of("train", folder.File("missing"), "--net", "lenet5");
        Assert.StartsWith($"cajal: {folder.File("missing")}: there is no such file.", missing.Error, StringComparison.Ordinal);
        Directory.CreateDirectory(folder.File("empty"));
        CliRun empty = CliRun.Of("train", folder.File("empty"), "--net", "lenet5");
        Assert.Contains("this folder has none of the four IDX files of MNIST and no pictures.", empty.Error, StringComparison.Ordinal);
        CliRun.Of("train", data, "--net", "lenet5", "--hidden", "64").Refuses(2, "Setting 'hidden' (--hidden): the net lenet5 has layers of its own. Leave it out, or the net.");
        CliRun.Of("train", data, "--hidden", "64", "--set", "net=lenet5").Refuses(2, "Setting 'hidden' (--hidden): the net lenet5 has layers of its own. Leave it out, or the net.");
        CliRun unknown = CliRun.Of("train", data, "--net", "lenet");
        Assert.StartsWith("cajal: Setting 'net' (--net): 'lenet' is not possible. Did you mean 'lenet5'?", unknown.Error, StringComparison.Ordinal);
        CliRun small = CliRun.Of("train", data, "--net", "alexnet");
        Assert.StartsWith("cajal: Net alexnet: pictures of 12 x 12 do not fit.", small.Error, StringComparison.Ordinal);
        CliRun codes = CliRun.Of("train", data, "--net", "lenet5-1998");
        Assert.StartsWith("cajal: Net lenet5-1998: 2 classes came, but its outputs are codes of 10 classes.", codes.Error, StringComparison.Ordinal);
        Assert.Equal((2, 2, 2), (unknown.ExitCode, small.ExitCode, codes.ExitCode));
    }

    /// <summary>Dark and light images, in turn.</summary>
    private static string Digits(TemporaryFolder folder)
    {
        string data = folder.File("images");
        Directory.CreateDirectory(data);
        Write("train", 60);
        Write("t10k", 10);
        return data;

        void Write(string part, int count)
        {
            var random = new Random(count);
            byte[] labels = [.. Enumerable.Range(0, count).Select(row => (byte)(row % 2))];
            byte[] pixels = [.. labels.SelectMany(label => Enumerable.Range(0, Side * Side).Select(_ => (byte)(random.Next(100) + (label * 150))))];
            File.WriteAllBytes(Path.Combine(data, $"{part}-images-idx3-ubyte"), [.. IdxFileTests.Header(8, (uint)count, Side, Side), .. pixels]);
            File.WriteAllBytes(Path.Combine(data, $"{part}-labels-idx1-ubyte"), [.. IdxFileTests.Header(8, (uint)count), .. labels]);
        }
    }
}
