using System.CommandLine;

namespace Cajal.Cli;

/// <summary>Turns what was thrown into a line on standard error and an exit code. No stack trace is shown unless <c>--verbose</c> asks for it.</summary>
internal static class Failures
{
    /// <summary>Shows where an unexpected error came from.</summary>
    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show the stack trace of an error",
        Recursive = true,
    };

    /// <summary>Whether the process can still go on to say what happened.</summary>
    public static bool IsReportable(Exception error) => error is not StackOverflowException;

    /// <summary>Says what went wrong.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception error, VerbContext context, bool verbose)
    {
        (int code, string message) = error switch
        {
            CajalException known => (known.ExitCode, known.Message),
            OperationCanceledException => (context.Interruption.ExitCode, "interrupted."),
            ArgumentException wrong => (ExitCodes.WrongUse, WithoutParameter(wrong)),
            IOException or UnauthorizedAccessException => (ExitCodes.Unexpected, error.Message),
            OutOfMemoryException => (ExitCodes.Unexpected, "not enough memory. Use fewer rows, a smaller net or a smaller batch."),
            _ => (ExitCodes.Unexpected, $"unexpected error: {error.Message} This is a fault of cajal; please report it with the output of --verbose."),
        };
        context.Terminal.Say($"cajal: {string.Join('\n', message.Split('\n').Select(PrintableText.Escape))}");
        if (verbose)
        {
            context.Terminal.Say(error.ToString());
        }

        return code;
    }

    // "(Parameter 'x')" names something in code, which a person at a terminal has not written.
    private static string WithoutParameter(ArgumentException error)
    {
        string message = error.Message.Split('\n')[0].TrimEnd('\r');
        int end = message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
