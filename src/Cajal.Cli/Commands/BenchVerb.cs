using System.CommandLine;
using System.Globalization;
using Cajal.Cli.Benchmarking;
using Cajal.Cli.Rendering;
using Cajal.Kernels;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal bench</c>: how fast is this machine, and how much of that does training reach?</summary>
internal sealed class BenchVerb : Verb
{
    private readonly Option<string?> only = NewOption.Text(
        "--only", "NAME", "Measure one thing alone: steps, grid, gemm, convolution (ResNet-18's layers), prediction, or the workloads whose names contain this, e.g. 784-30-10");

    private readonly Option<bool> quick = new("--quick") { Description = "Take less than 20 seconds (this is the default)" };
    private readonly Option<bool> full = new("--full") { Description = "Take less than 3 minutes: longer repetitions, the grid of twenty other nets, all shapes of products" };
    private readonly Option<string[]?> threads = NewOption.List("--threads", "N,N", "Numbers of threads (default: 1, 2 and all processors)");
    private readonly Option<int?> repetitions = NewOption.Whole("--repetitions", "Repetitions of each figure, of which the least counts (default: 7)");
    private readonly Option<bool> quiet = NewOption.Quiet();
    private readonly Option<bool> json = NewOption.Json();

    public BenchVerb(VerbContext context)
        : base("bench", "Measure training steps, matrix products and predictions, as a share of the most that this processor can do")
    {
        Add(only);
        Add(quick);
        Add(full);
        Add(threads);
        Add(repetitions);
        Add(quiet);
        Add(json);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal bench", "six nets, from 2-2-1 to 1024-2048-2048-1000, products, one row's prediction"),
        ("cajal bench --only 784-128-10 --threads 1", "a training step of this net on one thread"),
        ("cajal bench --full --json > bench.json", "everything, for a program"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        if (parsed.GetValue(quick) && parsed.GetValue(full))
        {
            throw new ConfigurationException("--quick and --full contradict each other. Give one of them, or none for the quick run.");
        }

        BenchmarkSettings settings = (parsed.GetValue(full) ? BenchmarkSettings.Full : BenchmarkSettings.Quick) with
        {
            Threads = ThreadsOf(parsed.Given(threads)),
            Repetitions = parsed.GetValue(repetitions) ?? 7,
        };
        if (settings.Repetitions < 1)
        {
            throw new ConfigurationException($"--repetitions is {settings.Repetitions}, expected a number from 1.");
        }

        var selection = Selection.Of(parsed.GetValue(only), settings.IsFull);
        Action<string> say = parsed.GetValue(quiet) ? _ => { } : context.Terminal.Say;
        using var benchmark = new Benchmark(settings, say, context.Interruption.Watch());
        return Report(benchmark.Run(selection), parsed.GetValue(json), context);
    }

    /// <summary>Prints the result, and what is wrong with it.</summary>
    /// <returns>The exit code.</returns>
    internal static int Report(BenchmarkResult result, bool json, VerbContext context)
    {
        var view = new BenchmarkView(result);
        if (json)
        {
            view.WriteJson(context.Terminal.Output);
        }
        else
        {
            view.WriteText(context.Terminal.Output);
        }

        if (Verdict.Problem(result.Shares) is not { } problem)
        {
            return ExitCodes.Done;
        }

        context.Terminal.Flush();
        context.Terminal.Say($"cajal: {problem}");
        return ExitCodes.Unexpected;
    }

    private static int[] ThreadsOf(string[]? given)
    {
        int[] numbers = given is null
            ? [.. new[] { 1, 2, Environment.ProcessorCount }.Where(number => number <= Environment.ProcessorCount)]
            : [.. given.Select(Parse)];
        return [.. numbers.Distinct().Order()];
    }

    private static int Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= Team.MostThreads
            ? number
            : throw new ConfigurationException($"--threads has {PrintableText.Quote(text)}, expected numbers from 1 to {Team.MostThreads}, e.g. 1,2.");
}
