using System.Runtime.InteropServices;

namespace Cajal.Cli.Terminals;

/// <summary>
/// Ctrl-C and SIGTERM. While a command watches, the first of them cancels its token, so that it can save its state; otherwise, and at the
/// second, the process ends as it would by itself.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private volatile bool watched;

    /// <summary>Exit code of the signal that came: 130 or 143.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    /// <summary>From now on a signal cancels the token and leaves the end to the command.</summary>
    public CancellationToken Watch()
    {
        watched = true;
        return source.Token;
    }

    /// <summary>Asks a watching command to stop; false when none watches or it has been asked before.</summary>
    public bool Request(int exitCode)
    {
        if (!watched || source.IsCancellationRequested)
        {
            return false;
        }

        ExitCode = exitCode;
        source.Cancel();
        return true;
    }

    /// <summary>Takes a signal of the process.</summary>
    public void Handle(PosixSignalContext context) =>
        context.Cancel = Request(context.Signal == PosixSignal.SIGTERM ? ExitCodes.Terminated : ExitCodes.Interrupted);

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
