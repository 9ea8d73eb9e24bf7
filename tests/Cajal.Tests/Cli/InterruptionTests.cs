using System.Diagnostics;

namespace Cajal.Tests.Cli;

/// <summary>The command as a process of its own: interrupted, terminated and killed in mid-training, then resumed.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Epochs = 600;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whatever_stops_a_training_resume_ends_it_with_the_bytes_of_one_that_was_not_stopped()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // signals are Unix's
        }

        string whole = folder.File("whole");
        Assert.Equal(0, Finish(Start("train", "moons", "--epochs", $"{Epochs}", "--hidden", "32", "--seed", "3", "--quiet", "-o", whole)).ExitCode);
        byte[] expected = File.ReadAllBytes(Path.Combine(whole, "model.safetensors"));
        foreach ((string signal, int code, int afterEpochs) in new[] { ("INT", 130, 20), ("TERM", 143, 90), ("KILL", 137, 40), ("KILL", 137, 160) })
        {
            string run = folder.File($"{signal}{afterEpochs}");
            Process training = Start("train", "moons", "--epochs", $"{Epochs}", "--hidden", "32", "--seed", "3", "--quiet", "-o", run);
            string log = Path.Combine(run, "metrics.ndjson");
            Assert.True(SpinWait.SpinUntil(() => training.HasExited || Lines(log) >= afterEpochs, TimeSpan.FromSeconds(60)), "no progress");
            Finish(Process.Start("kill", ["-" + signal, $"{training.Id}"]));
            (int exit, string errors) = Finish(training);
            Assert.True(exit == code, $"SIG{signal}: exit code {exit}, expected {code}. {errors}");
            (int resumed, string complaints) = Finish(Start("resume", run, "--quiet"));
            Assert.True(resumed == 0, complaints);
            Assert.Equal(expected, File.ReadAllBytes(Path.Combine(run, "model.safetensors")));
            Assert.Equal(Epochs, Lines(log));
            Assert.Empty(Directory.EnumerateFiles(run, "*.tmp*"));
        }
    }

    private static Process Start(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Cajal.Cli.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", [program, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static (int ExitCode, string Errors) Finish(Process process)
    {
        Task<string> output = process.StartInfo.RedirectStandardOutput ? process.StandardOutput.ReadToEndAsync() : Task.FromResult("");
        Task<string> errors = process.StartInfo.RedirectStandardError ? process.StandardError.ReadToEndAsync() : Task.FromResult("");
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(120)), "the process does not end");
        _ = output.Result;
        return (process.ExitCode, errors.Result);
    }

    private static int Lines(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            int lines = 0;
            while (reader.ReadLine() is not null)
            {
                lines++;
            }

            return lines;
        }
        catch (IOException)
        {
            return 0; // not there yet
        }
    }
}
