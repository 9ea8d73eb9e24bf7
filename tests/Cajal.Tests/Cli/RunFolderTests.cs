using Cajal.Cli.RunFolders;

namespace Cajal.Tests.Cli;

/// <summary>One training at a time in a folder, and nothing lost by one that is refused.</summary>
public sealed class RunFolderTests
{
    private static readonly string[] Small = ["--hidden", "8", "--epochs", "2", "--threads", "1", "--quiet"];

    [Fact]
    public void A_second_training_in_the_same_folder_is_refused_while_the_first_runs()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run");
        string message = $"{path}: another process trains in this folder. Wait for its end, or name another folder.";
        using (RunFolder first = RunFolder.Create(path, "iris"))
        {
            CliRun.Of(["train", "iris", "-o", path, .. Small]).Refuses(2, message);
        }

        Assert.Equal(0, CliRun.Of(["train", "iris", "-o", path, .. Small]).ExitCode);
        using (RunFolder first = RunFolder.Open(path))
        {
            CliRun.Of("resume", path).Refuses(2, message);
        }

        Assert.Empty(Directory.EnumerateFiles(path, "*.lock"));
    }

    [Fact]
    public void A_lock_left_behind_by_a_killed_process_keeps_nobody_out()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "run.lock"), "");
        Assert.Equal(0, CliRun.Of(["train", "iris", "-o", path, .. Small]).ExitCode);
        Assert.Empty(Directory.EnumerateFiles(path, "*.lock"));
    }

    [Theory]
    [InlineData("--epochs", "+10")]
    [InlineData("--epochs", "+10", "--threads", "-4")]
    public void A_resume_that_is_refused_leaves_the_folder_as_it_was(params string[] options)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run");
        Assert.Equal(0, CliRun.Of(["train", "iris", "-o", path, .. Small]).ExitCode);
        Dictionary<string, string> before = Contents(path);
        Assert.Equal(2, CliRun.Of(["resume", path, .. options]).ExitCode);
        Assert.Equal(before, Contents(path));
    }

    [Fact]
    public void A_training_that_is_refused_leaves_no_folder()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, CliRun.Of(["train", "iris", "-o", folder.File("run"), "--loss", "huber", .. Small]).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_comes_after_training_is_announced()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of("train", "iris", "-o", folder.File("run"), "--hidden", "none", "--epochs", "1");
        string[] said = run.Error.TrimEnd('\n').Split('\n');
        Assert.Contains(", 1 epoch at most, ", said[0], StringComparison.Ordinal);
        Assert.Equal("trained; judging it beside a linear model", said[^1]);
    }

    [Fact]
    public void An_impossible_number_of_threads_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run");
        Assert.Equal(0, CliRun.Of(["train", "iris", "-o", path, .. Small]).ExitCode);
        CliRun.Of("evaluate", path, "iris", "--threads", "-4").Refuses(2, "-4 threads asked for, expected 1 to 1024, or 0 for all processors.");
    }

    private static Dictionary<string, string> Contents(string path) =>
        Directory.EnumerateFiles(path).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(File.ReadAllBytes(file)));
}
