using System.Diagnostics;
using Cajal.Cli.Rendering;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary>One sitting of a search: keeps each finished trial in the folder of the run, then trains with the best configuration.</summary>
/// <param name="setup">Data and the configuration that the search begins with.</param>
/// <param name="plan">What the search goes by.</param>
/// <param name="run">The folder.</param>
/// <param name="context">Streams, signals, command line.</param>
/// <param name="json">Whether the results are one JSON object.</param>
/// <param name="quiet">Whether nothing is narrated.</param>
/// <param name="doctor">Whether the training doctor looks at the last training.</param>
internal sealed class SearchSitting(TrainingSetup setup, SearchPlan plan, RunFolder run, VerbContext context, bool json, bool quiet, bool doctor)
{
    private readonly RunRecord record = new(run, setup, context.Arguments);
    private readonly long began = Stopwatch.GetTimestamp();

    /// <summary>Searches and trains.</summary>
    /// <param name="data">The folds.</param>
    /// <param name="finished">Trials of earlier sittings.</param>
    /// <returns>The exit code.</returns>
    public int Run(FoldedData data, IReadOnlyList<Trial> finished)
    {
        bool isNew = !File.Exists(run.Search);
        record.Write("searching");
        record.WriteSearch(plan.ToSettings());
        CancellationToken cancellation = context.Interruption.Watch();
        List<Trial> all = [.. finished];
        TuningResult found;
        try
        {
            found = Search(data, all, cancellation);
        }
        catch (OperationCanceledException)
        {
            record.Write("interrupted");
            context.Terminal.Say($"cajal: stopped; {Figures.Count(all.Count, "trial")} kept. Go on with: cajal tune --resume {PrintableText.Escape(run.Path)}");
            return context.Interruption.ExitCode;
        }
        catch (Exception error) when (isNew && (error is CajalException or ArgumentException))
        {
            run.RemoveUnused();
            throw;
        }

        if (File.Exists(run.Metrics))
        {
            run.TruncateMetrics(0);
        }

        TrainingSetup best = setup.With(found.Configuration);
        var sitting = new Sitting(best, run, context, json, quiet, doctor, new TuningView(found, data.Count));
        return sitting.Run((runOptions, stop) => TrainingRun.Start(best.Data, best.Configuration, runOptions, stop));
    }

    private TuningResult Search(FoldedData data, List<Trial> all, CancellationToken cancellation)
    {
        if (!quiet)
        {
            context.Terminal.Say($"searching for {setup.Name}: {Figures.Count(data.Count, "fold")}, seed {setup.Configuration.Seed}, "
                + $"{Limit()}{(all.Count > 0 ? $", {Figures.Count(all.Count, "trial")} kept" : "")}; in {PrintableText.Escape(run.Path)}");
        }

        Metric? metric = plan.Metric is { } name ? Metric.Named(name) : null;
        string shown = (metric ?? Metric.Usual(data.Targets)).Name;
        var options = new TuningOptions
        {
            Metric = metric,
            Trials = plan.Trials,
            // A search whose time was up before its last training still ends with that training.
            Budget = plan.Left is { } left && left <= TimeSpan.Zero && all.Count > 0 ? TimeSpan.FromTicks(1) : plan.Left,
            Threads = setup.Configuration.Threads,
            Finished = [.. all],
            OnTrial = trial => Keep(trial, all, shown),
        };
        return Tuner.Run(data, setup.Configuration, Space(), options, cancellation);
    }

    private void Keep(Trial trial, List<Trial> all, string metric)
    {
        all.Add(trial);
        TrialTable.Write(run.Trials, metric, all);
        record.WriteSearch((plan with { Spent = plan.Spent + Stopwatch.GetElapsedTime(began) }).ToSettings());
        if (!quiet)
        {
            context.Terminal.Say(TuningView.Describe(trial, metric));
        }
    }

    // What a person has set stays as it is, and a known net has layers of its own.
    private SearchSpace Space()
    {
        SearchSpace space = setup.Data.Training.InputShape.Length > 1 ? SearchSpace.ForImages() : SearchSpace.ForTable(setup.Targets.Kind);
        IReadOnlyCollection<Setting> settings = setup.Configuration.Settings;
        return space.Without(settings.Where(setting => !setting.Source.StartsWith("default", StringComparison.Ordinal))
            .Concat(TrainingConfiguration.Keys.Except(settings.Select(setting => setting.Key)).Select(key => new Setting(key, SettingKind.None, "the net")))
            .ToDictionary(setting => setting.Key, setting => setting.Value));
    }

    private string Limit() => (plan.Trials, plan.Left) switch
    {
        ({ } trials, { } time) => $"at most {Figures.Count(trials, "trial")} and {Figures.Time(Math.Max(0, time.TotalSeconds))}",
        ({ } trials, null) => Figures.Count(trials, "trial"),
        (null, { } time) => Figures.Time(Math.Max(0, time.TotalSeconds)),
        _ => "one round",
    };
}
