using System.CommandLine;
using System.Globalization;
using Cajal.Cli.Rendering;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal evaluate</c>: judges a model on rows with known targets; can be a gate.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> model = ModelArgument.New();
    private readonly Argument<string> data = new(DataSource.ArgumentName) { Description = DataSource.Description };
    private readonly TableOptions reading = new();
    private readonly Option<string[]?> under = NewOption.List("--fail-under", "METRIC=X", "Exit code 5 where a figure is below X: accuracy=0.95, or several with commas");
    private readonly Option<string[]?> over = NewOption.List("--fail-over", "METRIC=X", "Exit code 5 where an error is above X: rmse=2.5, loss=0.1");
    private readonly Option<int?> threads = NewOption.Whole("--threads", "Threads; 0 for all processors; the numbers do not depend on it");
    private readonly Option<bool> json = NewOption.Json();

    public EvaluateVerb(VerbContext context)
        : base("evaluate", "Judge a model on rows with known targets")
    {
        Add(model);
        Add(data);
        reading.AddTo(this);
        Add(under);
        Add(over);
        Add(threads);
        Add(json);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal evaluate runs/iris-1 test.csv", "loss and metrics with intervals of 95 %, and which classes are mistaken for which"),
        ("cajal evaluate runs/iris-1 test.csv --fail-under accuracy=0.95", "exit code 5 where it is not reached, for a build server"),
        ("cajal evaluate runs/mnist-1 mnist --json", "the test images of a folder of IDX files, for a program"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        Gate[] gates = [.. Gates(parsed.Given(under), "--fail-under", isFloor: true), .. Gates(parsed.Given(over), "--fail-over", isFloor: false)];
        var loaded = LoadedModel.Read(parsed.GetValue(model)!);
        List<string> notes = [];
        Dataset rows = loaded.Labelled(parsed.GetValue(data)!, new DataSettings(reading.Said(parsed)), context.Terminal.OpenInput, notes);
        Evaluation evaluation = loaded.Network.Evaluate(rows, parsed.GetValue(threads) ?? 0);
        foreach (string note in notes)
        {
            context.Terminal.Say(PrintableText.Escape(note));
        }

        string[] failures = [.. gates.Select(gate => gate.Failure(evaluation)).OfType<string>()];
        Show(evaluation, parsed.GetValue(json), context.Terminal.Output);
        context.Terminal.Flush();
        foreach (string failure in failures)
        {
            context.Terminal.Say($"cajal: {failure}");
        }

        return failures.Length > 0 ? ExitCodes.GateFailed : ExitCodes.Done;
    }

    private static void Show(Evaluation evaluation, bool json, TextWriter output)
    {
        if (json)
        {
            JsonOutput.Write(output, writer =>
            {
                writer.WriteNumber("rows", evaluation.Rows);
                EvaluationView.WriteProperties(writer, evaluation);
                if (evaluation.Report.Confusion is { } matrix)
                {
                    writer.WritePropertyName("confusion");
                    matrix.WriteTo(writer);
                }
            });
            return;
        }

        var table = new TextTable(Figures.Count(evaluation.Rows, "row"), ">value (95 % interval)");
        foreach (MetricEstimate metric in evaluation.Report.Metrics)
        {
            table.Add(metric.Name, EvaluationView.Describe(metric));
        }

        table.Add("loss", Figures.Short(evaluation.Loss));
        table.WriteTo(output);
        if (EvaluationView.HasDetails(evaluation.Report))
        {
            output.WriteLine();
            EvaluationView.WriteDetails(evaluation.Report, output);
        }
    }

    private static IEnumerable<Gate> Gates(string[]? texts, string option, bool isFloor) => (texts ?? []).Select(text =>
    {
        string[] parts = text.Split('=', 2);
        return parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double limit) && double.IsFinite(limit)
            ? new Gate(option, parts[0].Trim(), limit, isFloor)
            : throw new ConfigurationException($"{option} is {PrintableText.Quote(text)}, expected METRIC=X such as {(isFloor ? "accuracy=0.95" : "rmse=2.5")}.");
    });

    /// <summary>A figure that must not be passed.</summary>
    private sealed record Gate(string Option, string Metric, double Limit, bool IsFloor)
    {
        /// <summary>What is wrong, or null.</summary>
        public string? Failure(Evaluation evaluation)
        {
            MetricEstimate[] known = [.. evaluation.Report.Metrics, new("loss", evaluation.Loss, null, HigherIsBetter: false, null)];
            MetricEstimate metric = known.FirstOrDefault(one => one.Name == Metric)
                ?? throw new ConfigurationException($"{Option}: there is no figure {PrintableText.Quote(Metric)}.{NearestName.Advice(Metric, [.. known.Select(one => one.Name)])}");
            if (metric.HigherIsBetter != IsFloor)
            {
                throw new ConfigurationException($"{Option} {Metric}: {(IsFloor ? "lower is better; use --fail-over" : "higher is better; use --fail-under")}.");
            }

            return metric.Value is { } value && (IsFloor ? value >= Limit : value <= Limit)
                ? null
                : $"{Metric} is {(metric.Value is { } bad ? Figures.Short(bad) : "undefined")}, which is {(IsFloor ? "below" : "above")} {Limit.ToString(CultureInfo.InvariantCulture)}.";
        }
    }
}
