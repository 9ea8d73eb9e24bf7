using System.CommandLine;

namespace Cajal.Cli.Commands;

/// <summary>The argument MODEL of the verbs that take one.</summary>
internal static class ModelArgument
{
    /// <summary>A new argument.</summary>
    public static Argument<string> New() => new("MODEL") { Description = "The folder of a run, or a .safetensors file" };
}
