using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Cajal.Kernels;
using Cajal.Tuning;

namespace Cajal;

/// <summary>
/// Searches for a configuration: candidates are drawn at random, judged by cross-validation, and successively halved (<see cref="HalvingBracket"/>).
/// </summary>
/// <remarks>
/// The number of a trial says which candidate it trains for how many epochs, given the trials of the rungs before; a trial's figures
/// depend on data, configuration, seed and number alone. So the time that there is decides how many trials there are, and nothing else: a search that was
/// stopped at any moment and goes on with its finished trials has the same table as one that was not.
/// </remarks>
/// <example>
/// <code>
/// TuningResult found = Tuner.Run(FoldedData.Of(rows, 5, seed: 1), Recipes.ForTable(TargetKind.Classes), SearchSpace.ForTable(TargetKind.Classes),
///     new TuningOptions { Budget = TimeSpan.FromMinutes(5) });
/// </code>
/// </example>
public sealed class Tuner
{
    private readonly FoldedData data;
    private readonly TrainingConfiguration start;
    private readonly SearchSpace space;
    private readonly TuningOptions options;
    private readonly TuningMetric metric;
    private readonly SortedDictionary<int, Trial> finished = [];
    private readonly CancellationToken cancellation;

    private Tuner(FoldedData data, TrainingConfiguration start, SearchSpace space, TuningOptions options, CancellationToken cancellation)
    {
        this.data = data;
        this.start = start;
        this.space = space;
        this.options = options;
        this.cancellation = cancellation;
        metric = new TuningMetric(data.Targets, options.Metric);
    }

    /// <summary>Searches.</summary>
    /// <param name="data">The folds, without the rows of the final test.</param>
    /// <param name="configuration">What the search begins with: candidate 0, and what the space does not change.</param>
    /// <param name="space">What is tried.</param>
    /// <param name="options">How long, by what metric.</param>
    /// <param name="cancellation">Stops the running trials.</param>
    /// <exception cref="ConfigurationException">
    /// A setting is impossible or does not fit the data, earlier trials are of another search, or there was time for not a single trial.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled; finished trials have been told to <see cref="TuningOptions.OnTrial"/>.</exception>
    public static TuningResult Run(
        FoldedData data, TrainingConfiguration configuration, SearchSpace space, TuningOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(space);
        options ??= new TuningOptions();
        if (options.Trials is < 1 || options.Budget <= TimeSpan.Zero)
        {
            throw new ConfigurationException("A search needs time for at least one trial. Give a number of trials from 1, or a budget above 0.");
        }

        using var timer = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        // A timer fires a while after it was set: what ends at once must not wait for it.
        if (options.Budget is { TotalMilliseconds: < 1 })
        {
            timer.Cancel();
        }
        else if (options.Budget is { } budget)
        {
            timer.CancelAfter(budget);
        }

        var tuner = new Tuner(data, configuration, space, options, either.Token);
        string stopped;
        try
        {
            stopped = tuner.Search();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            stopped = "the time is up";
        }

        return tuner.Result(stopped);
    }

    private string Search()
    {
        int number = 0;
        int newcomer = 1;
        int steps = Math.Max(1, data.Fold(0, start).Training.Count / start.BatchSize);
        for (int bracket = 0; ; bracket++)
        {
            var plan = HalvingBracket.Of(bracket, start.Epochs, steps);
            bool isAgain = bracket > 0 && plan.Rungs.Count == HalvingBracket.Of(0, start.Epochs, steps).Rungs.Count;
            if (isAgain && options.Trials is null && options.Budget is null)
            {
                return $"all {number} trials of one round of each kind are done";
            }

            // What the search began with is a guest of the first round to its end, so that there is something to compare with.
            int guests = bracket == 0 ? 1 : 0;
            int[] candidates = [.. Enumerable.Range(0, guests), .. Enumerable.Range(newcomer, plan.Rungs[0].Candidates)];
            newcomer += plan.Rungs[0].Candidates;
            for (int rung = 0; rung < plan.Rungs.Count; rung++)
            {
                Trial[] trials = [.. candidates.Select((candidate, place) => Planned(number + place, bracket, rung, candidate, plan.Rungs[rung].Epochs))];
                number += trials.Length;
                RunRung([.. trials.Where(trial => options.Trials is not { } most || trial.Number < most)]);
                if (number >= options.Trials)
                {
                    return options.Trials == 1 ? "the one trial is done" : $"all {options.Trials} trials are done";
                }

                if (rung + 1 < plan.Rungs.Count)
                {
                    candidates = Promoted(trials, plan.Rungs[rung + 1].Candidates, guests);
                }
            }
        }
    }

    private Trial Planned(int number, int bracket, int rung, int candidate, int epochs) => new(
        number, bracket, rung, candidate, epochs, candidate == 0 ? [] : space.Draw(start.Seed, candidate), [], null, null);

    private int[] Promoted(Trial[] trials, int count, int guests)
    {
        IEnumerable<Trial> ranked = trials.Select(trial => finished[trial.Number]).Where(trial => trial.Candidate >= guests).Order(metric);
        return [.. Enumerable.Range(0, guests), .. ranked.Take(count).Select(trial => trial.Candidate)];
    }

    /// <summary>Runs the trials of a rung, folds of all of them side by side.</summary>
    private void RunRung(IReadOnlyList<Trial> trials)
    {
        Trial[] open = [.. trials.Where(trial => !IsFinished(trial))];
        if (open.Length == 0)
        {
            return;
        }

        var parts = open.ToDictionary(trial => trial.Number, _ => new (double Score, double TieBreak)?[data.Count]);
        var left = open.ToDictionary(trial => trial.Number, _ => data.Count);
        var failures = new Dictionary<int, string>();
        IEnumerable<(Trial Trial, int Fold)> units = open.SelectMany(trial => Enumerable.Range(0, data.Count), (trial, fold) => (trial, fold));
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Team.DefaultThreads,
        };
        try
        {
            Parallel.ForEach(Partitioner.Create(units, EnumerablePartitionerOptions.NoBuffering), parallel, unit =>
            {
                (double Score, double TieBreak)? figures = Judge(unit.Trial, unit.Fold, out string? failure);
                lock (finished)
                {
                    int number = unit.Trial.Number;
                    parts[number][unit.Fold] = figures;
                    if (failure is not null)
                    {
                        failures[number] = failures.GetValueOrDefault(number, failure);
                    }

                    if (--left[number] == 0)
                    {
                        Finish(unit.Trial, parts[number], failures.GetValueOrDefault(number));
                    }
                }
            });
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException) ?? error.InnerExceptions[0]);
        }
    }

    private (double Score, double TieBreak)? Judge(Trial trial, int fold, out string? failure)
    {
        failure = null;
        TrainingConfiguration configuration = Configure(trial).With("epochs", trial.Epochs.ToString(CultureInfo.InvariantCulture), Source(trial)).With("threads", "1", Source(trial));
        PreparedData rows = data.Fold(fold, configuration);
        try
        {
            return metric.Of(CrossValidation.Judge(rows, configuration, cancellation), rows.Test!);
        }
        catch (DivergedException)
        {
            failure = "diverged";
            return null;
        }
    }

    private void Finish(Trial trial, (double Score, double TieBreak)?[] folds, string? failure)
    {
        Trial done = failure is not null
            ? trial with { Failure = failure }
            : trial with { Folds = [.. folds.Select(fold => fold!.Value.Score)], TieBreak = folds.Average(fold => fold!.Value.TieBreak) };
        finished.Add(done.Number, done);
        options.OnTrial?.Invoke(done);
    }

    /// <summary>Takes a trial over from an earlier sitting.</summary>
    private bool IsFinished(Trial planned)
    {
        if (options.Finished.FirstOrDefault(trial => trial.Number == planned.Number) is not { } earlier)
        {
            return false;
        }

        bool fits = (earlier.Bracket, earlier.Rung, earlier.Candidate, earlier.Epochs) == (planned.Bracket, planned.Rung, planned.Candidate, planned.Epochs)
            && earlier.Settings.SequenceEqual(planned.Settings) && (earlier.Failure is not null || earlier.Folds.Count == data.Count);
        finished.Add(planned.Number, fits ? earlier : throw new ConfigurationException(
            $"Trial {planned.Number} of the table is of another search: other data, settings, folds or seed. Begin a search of its own."));
        return true;
    }

    private TuningResult Result(string stopped)
    {
        if (finished.Count == 0)
        {
            throw new ConfigurationException($"Not one trial was finished: {stopped}. Give the search more time, or try fewer folds or epochs.");
        }

        int longest = finished.Values.Max(trial => trial.Epochs);
        Trial[] ranked = [.. finished.Values.Where(trial => trial.Epochs == longest).Order(metric)];
        return ranked[0].Score is null
            ? throw new ConfigurationException($"Every trial of {longest} epochs failed, the first one: {ranked[0].Failure}. Choose smaller learning rates, or leave them to the search.")
            : new TuningResult(metric.Metric, [.. finished.Values], ranked, Configure(ranked[0]), stopped);
    }

    private TrainingConfiguration Configure(Trial trial) =>
        trial.Settings.Aggregate(start, (configuration, setting) => configuration.With(setting.Key, setting.Value, Source(trial)));

    private static string Source(Trial trial) => string.Create(CultureInfo.InvariantCulture, $"tune, candidate {trial.Candidate}");
}
