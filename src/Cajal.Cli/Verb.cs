using System.CommandLine;
using Cajal.Cli.Terminals;

namespace Cajal.Cli;

/// <summary>Where a verb runs.</summary>
/// <param name="Terminal">Its streams.</param>
/// <param name="Interruption">Ctrl-C and SIGTERM.</param>
/// <param name="Arguments">The words of the command line, after <c>cajal</c>.</param>
internal sealed record VerbContext(Terminal Terminal, Interruption Interruption, IReadOnlyList<string> Arguments);

/// <summary>A command with examples in its help; one file each in Commands.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">What it does, in a line.</param>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Command lines to copy, each with what it does; shown by <c>--help</c>.</summary>
    public abstract IReadOnlyList<(string Line, string Meaning)> Examples { get; }

    /// <summary>Says how the verb runs; errors are thrown and reported by <see cref="CommandLine"/>.</summary>
    protected void Runs(VerbContext context, Func<ParseResult, VerbContext, int> run) => SetAction(parsed => run(parsed, context));
}
