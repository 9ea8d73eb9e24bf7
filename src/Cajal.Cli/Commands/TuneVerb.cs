using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal tune</c>: searches for a configuration by cross-validation, then trains with it.</summary>
internal sealed class TuneVerb : Verb
{
    private const string DefaultBudget = "10m";

    private readonly TrainingOptions options = new();
    private readonly Option<string?> budget = NewOption.Text("--budget", "TIME", $"How long to search, such as 90s, 10m or 2h (default: {DefaultBudget}, unless --trials is given); the last training comes after it");
    private readonly Option<int?> trials = NewOption.Whole("--trials", "Trials in all; the same ones whatever the machine");
    private readonly Option<int?> folds = NewOption.Whole("--folds", "Folds of the cross-validation (default: 5; 3 from 500 rows, 2 from 20,000)");
    private readonly Option<string?> metric = NewOption.Text("--metric", "NAME", "By what trials are compared (default: accuracy, f1Micro or rmse)");
    private readonly Option<string?> resume = NewOption.Text("--resume", "RUN", "Go on with the search in this folder, which keeps everything but its limits");
    private readonly Option<string?> output = NewOption.Text("--output", "FOLDER", "Folder of the run (default: runs/NAME-N); one that holds a run is refused", "-o");
    private readonly Option<bool> json = NewOption.Json();
    private readonly Option<bool> noDoctor = NewOption.NoDoctor();
    private readonly Option<bool> quiet = NewOption.Quiet();

    public TuneVerb(VerbContext context)
        : base("tune", "Search for layers, rates and more by cross-validation within a time, then train with the best")
    {
        options.AddTo(this);
        foreach (Option option in new Option[] { budget, trials, folds, metric, resume, output, noDoctor, json, quiet })
        {
            Add(option);
        }

        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal tune titanic.csv --target Survived --budget 5m", "five minutes of search, then a training with what was best"),
        ("cajal tune titanic.csv --target Survived --activation relu --trials 40", "forty trials; what is set on the command line stays as it is"),
        ("cajal tune --resume runs/titanic-1", "go on with a search that was stopped; finished trials are not run again"),
        ("cajal tune --resume runs/titanic-1 --trials 80", "search longer"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        if (parsed.GetValue(resume) is { } path)
        {
            return Resume(parsed, context, path);
        }

        string? named = parsed.GetValue(output) is { } folder ? RunFolder.CheckFree(folder) : null;
        int? count = Trials(parsed);
        TimeSpan? time = Budget(parsed) ?? (count is null ? Duration(DefaultBudget) : null);
        string? name = parsed.GetValue(metric) is { } asked ? Metric.Named(asked).Name : null;
        var setup = TrainingSetup.Prepare(options.Said(parsed), context.Terminal.OpenInput);
        var plan = new SearchPlan(parsed.GetValue(folds) ?? UsualFolds(setup), name, count, time, TimeSpan.Zero);
        FoldedData data = setup.Rows.Fold(setup.Configuration, plan.Folds);
        using RunFolder run = RunFolder.Create(named, setup.Name);
        return Sitting(parsed, context, setup, plan, run).Run(data, []);
    }

    private int Resume(ParseResult parsed, VerbContext context, string path)
    {
        if (options.Said(parsed) is [{ Source: var said }, ..])
        {
            throw new ConfigurationException($"--resume takes data and settings from the folder, but the {(said.StartsWith('-') ? $"option {said}" : said)} gives others. Leave it out, or begin a new search.");
        }

        if (new Option[] { folds, metric, output }.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } other)
        {
            throw new ConfigurationException($"--resume keeps what the search goes by; {other.Name} cannot be changed. Leave it out, or begin a new search.");
        }

        using RunFolder run = RunFolder.OpenSearch(path);
        using JsonDocument record = run.ReadRecord();
        RunRecord.CheckData(run, record.RootElement);
        IReadOnlyList<Setting> settings = ConfigurationFile.Read(run.Search, keepsSources: true);
        if (settings.Any(setting => setting is { Key: "data" or "testData", Value: "-" }))
        {
            throw new ConfigurationException($"{PrintableText.Escape(run.Path)}: its data came from standard input and are gone. Begin a new search from a file.");
        }

        var kept = SearchPlan.Read(settings, PrintableText.Escape(run.Search));
        (int? count, TimeSpan? time) = (Trials(parsed), Budget(parsed));
        SearchPlan plan = count is null && time is null ? kept : kept with { Trials = count, Budget = time is null ? null : time + kept.Spent };
        if (plan == kept && record.RootElement.GetProperty("state").GetString() == "finished")
        {
            throw new ConfigurationException($"{PrintableText.Escape(run.Path)}: this search has ended. To search longer, say how much: --budget 10m, or --trials with more than before.");
        }

        var setup = TrainingSetup.Prepare([.. settings.Where(setting => !SearchPlan.Owns(setting))], context.Terminal.OpenInput);
        IReadOnlyList<Trial> finished = File.Exists(run.Trials) ? TrialTable.Read(run.Trials) : [];
        return Sitting(parsed, context, setup, plan, run).Run(setup.Rows.Fold(setup.Configuration, plan.Folds), finished);
    }

    private SearchSitting Sitting(ParseResult parsed, VerbContext context, TrainingSetup setup, SearchPlan plan, RunFolder run) =>
        new(setup, plan, run, context, parsed.GetValue(json), parsed.GetValue(quiet), !parsed.GetValue(noDoctor));

    private int? Trials(ParseResult parsed) => parsed.GetValue(trials) is not { } count || count >= 1
        ? parsed.GetValue(trials)
        : throw new ConfigurationException($"--trials is {count}, expected a number from 1.");

    private TimeSpan? Budget(ParseResult parsed) => parsed.GetValue(budget) is not { } text
        ? null
        : Duration(text) ?? throw new ConfigurationException($"--budget is {PrintableText.Quote(text)}, expected a time above 0 such as 90s, 10m or 2h.");

    /// <summary>A number with s, m or h; null for anything else.</summary>
    private static TimeSpan? Duration(string text)
    {
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        bool isNumber = double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
        double seconds = number * unit;
        return isNumber && seconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds) : null;
    }

    // Of few rows the figure of a fold says little, so there are more folds; of many each training takes long.
    private static int UsualFolds(TrainingSetup setup) => (setup.Data.Training.Count + (setup.Data.Validation?.Count ?? 0)) switch
    {
        < 500 => 5,
        < 20_000 => 3,
        _ => 2,
    };
}
