using System.Text;

namespace Cajal.Cli.Terminals;

/// <summary>
/// The streams of a command and what they can show. Results go to <see cref="Output"/>, narration and errors to <see cref="Error"/>; both are
/// UTF-8 with line feeds on every system, so that the same run gives the same bytes.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private const int PlainWidth = 100;
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>Results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Narration, progress, warnings and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal on which a progress line may be redrawn.</summary>
    public bool ErrorIsInteractive { get; init; }

    /// <summary>Whether results are shown on a terminal, not written to a file or pipe.</summary>
    public bool OutputIsInteractive { get; init; }

    /// <summary>Whether colours are welcome: a terminal, and neither <c>NO_COLOR</c> nor <c>TERM=dumb</c>.</summary>
    public bool HasColor { get; init; }

    /// <summary>Whether characters beyond ASCII can be shown.</summary>
    public bool HasUnicode { get; init; } = true;

    /// <summary>The value of <c>CAJAL_THREADS</c>; null where it is not set.</summary>
    public string? ThreadLimit { get; init; }

    /// <summary>Columns of text.</summary>
    public int Width { get; init; } = PlainWidth;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess()
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        bool error = !Console.IsErrorRedirected && !dumb;
        bool output = !Console.IsOutputRedirected;
        return new Terminal
        {
            Output = Utf8(Console.OpenStandardOutput(), output),
            Error = Utf8(Console.OpenStandardError(), flush: true),
            OpenInput = Console.OpenStandardInput,
            ErrorIsInteractive = error,
            OutputIsInteractive = output,
            HasColor = !dumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            HasUnicode = ShowsUnicode(name => Environment.GetEnvironmentVariable(name)),
            ThreadLimit = Environment.GetEnvironmentVariable("CAJAL_THREADS"),
            Width = error || output ? Math.Clamp(ConsoleWidth(), 40, 200) : PlainWidth,
        };
    }

    /// <summary>Whether the locale's character set is UTF-8: by LC_ALL, else LC_CTYPE, else LANG; yes when none of them is set.</summary>
    internal static bool ShowsUnicode(Func<string, string?> environment)
    {
        string? locale = LocaleVariables.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is null
            || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
            || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Writes a line of narration. Where nobody can be told (standard error is closed or its disk full) the work goes on in silence.</summary>
    public void Say(string line)
    {
        try
        {
            Error.WriteLine(line);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Sends the results on their way, so that what is said next comes after them.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Flush()
    {
        try
        {
            Output.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"standard output cannot be written: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TextWriter writer in (ReadOnlySpan<TextWriter>)[Output, Error])
        {
            try
            {
                writer.Dispose();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The command has ended and has said how.
            }
        }
    }

    private static StreamWriter Utf8(Stream stream, bool flush) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = flush, NewLine = "\n" };

    private static int ConsoleWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : PlainWidth;
        }
        catch (IOException)
        {
            return PlainWidth;
        }
    }
}
