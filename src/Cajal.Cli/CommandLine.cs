using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Cajal.Cli.Commands;
using Cajal.Cli.Terminals;
using Cajal.Kernels;

namespace Cajal.Cli;

/// <summary>The command <c>cajal</c>: parses the words, runs the verb, turns errors into a message and an exit code.</summary>
internal static class CommandLine
{
    private const string Name = "cajal";

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The words after <c>cajal</c>.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="interruption">Ctrl-C and SIGTERM.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal, Interruption interruption)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return RunInvariant(new VerbContext(terminal, interruption, arguments));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The command with all its verbs.</summary>
    // Not a RootCommand: that one takes its name from the assembly and brings directives that nobody asked for.
    internal static Command Root(VerbContext context)
    {
        var help = new HelpOption();
        var root = new Command(Name, "Neural nets from a table or small images: train, judge, use them.")
        {
            new TrainVerb(context),
            new TuneVerb(context),
            new ResumeVerb(context),
            new EvaluateVerb(context),
            new PredictVerb(context),
            new ExplainVerb(context),
            new InspectVerb(context),
            new CheckVerb(context),
            new CompareVerb(context),
            new DataVerb(context),
            new LessonVerb(context),
            new BenchVerb(context),
            help,
            new VersionOption { Action = new VersionText() },
            Failures.Verbose,
        };
        var usual = (HelpAction)help.Action!;
        usual.MaxWidth = context.Terminal.Width;
        help.Action = new HelpWithExamples(usual);
        root.SetAction(usual.Invoke);
        return root;
    }

    private static int RunInvariant(VerbContext context)
    {
        var parsing = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
        ParseResult parsed = Root(context).Parse(context.Arguments, parsing);
        if (UsageError.Find(parsed) is { } message)
        {
            context.Terminal.Say($"cajal: {message}");
            return ExitCodes.WrongUse;
        }

        if (parsed is { CommandResult.Command: Verb, Action: not HelpWithExamples } && !Team.IsLimit(context.Terminal.ThreadLimit))
        {
            context.Terminal.Say(
                $"cajal: CAJAL_THREADS is {PrintableText.Quote(context.Terminal.ThreadLimit)}, expected a number of threads from 1 to {Team.MostThreads}. "
                + "Give it one, or remove it from the environment for all processors.");
            return ExitCodes.WrongUse;
        }

        try
        {
            int code = parsed.Invoke(new InvocationConfiguration
            {
                Output = context.Terminal.Output,
                Error = context.Terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            context.Terminal.Flush();
            return code;
        }
        catch (Exception error) when (Failures.IsReportable(error))
        {
            return Failures.Report(error, context, parsed.GetValue(Failures.Verbose));
        }
    }
}
