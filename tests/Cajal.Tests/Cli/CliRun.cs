using System.Text;
using System.Text.Json;
using Cajal.Cli;
using Cajal.Cli.Terminals;

namespace Cajal.Tests.Cli;

/// <summary>What a command line gave.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command line in this process.</summary>
    public static CliRun Of(params string[] arguments) => With("", arguments);

    /// <summary>Runs a command line with text on standard input.</summary>
    public static CliRun With(string input, params string[] arguments) => Run(input, hasUnicode: true, arguments);

    /// <summary>Runs a command line on a terminal of ASCII characters.</summary>
    public static CliRun Ascii(params string[] arguments) => Run("", hasUnicode: false, arguments);

    /// <summary>Runs a command line whose results are shown on a terminal.</summary>
    public static CliRun Shown(string input, params string[] arguments) => Run(input, hasUnicode: true, arguments, isShown: true);

    /// <summary>Runs a command line where <c>CAJAL_THREADS</c> has a value.</summary>
    public static CliRun Limited(string threads, params string[] arguments) => Run("", hasUnicode: true, arguments, threads: threads);

    /// <summary>The one JSON object on standard output.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.True(ExitCode == 0, Error);
            return JsonDocument.Parse(Output).RootElement;
        }
    }

    /// <summary>Asserts a refusal: its exit code, its whole message, nothing on standard output, no stack trace.</summary>
    public void Refuses(int exitCode, string message)
    {
        Assert.Equal($"cajal: {message}\n", Error);
        Assert.Equal(exitCode, ExitCode);
        Assert.Equal("", Output);
    }

    private static CliRun Run(string input, bool hasUnicode, string[] arguments, bool isShown = false, string? threads = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption();
        using var terminal = new Terminal
        {
            Output = output,
            Error = error,
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            HasUnicode = hasUnicode,
            OutputIsInteractive = isShown,
            ThreadLimit = threads,
        };
        int code = CommandLine.Run(arguments, terminal, interruption);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
