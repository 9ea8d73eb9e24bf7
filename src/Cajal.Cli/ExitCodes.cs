namespace Cajal.Cli;

/// <summary>What the process ends with. Errors of the library bring their own, see <see cref="CajalException.ExitCode"/>.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Unexpected = 1;
    public const int WrongUse = 2;
    public const int GateFailed = 5;
    public const int Interrupted = 130;
    public const int Terminated = 143;
}
