using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Cajal.Cli;

/// <summary>What <c>--version</c> prints: the version of this program, not of whatever process it runs in.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    /// <summary>Version and commit.</summary>
    public static string Version { get; } =
        typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Version);
        return ExitCodes.Done;
    }
}
