using Cajal.Explanation;
using Cajal.Kernels;
using Cajal.Training;

namespace Cajal;

/// <summary>
/// What a model relies on: how much worse its figure over some rows gets when the values of one column are exchanged between the rows, everything
/// else left as it is (L. Breiman, "Random forests", Machine Learning 45, 2001, section 10; A. Fisher, C. Rudin, F. Dominici, "All models are
/// wrong, but many are useful", Journal of Machine Learning Research 20, 2019).
/// </summary>
/// <remarks>
/// The rows should be ones that the model has not been trained on. The intervals tell the luck of the permutations, not that of the rows or of the
/// training. Of columns that say the same, each seems unimportant, since the model still has the other: see <see cref="GroupImportance.Companion"/>.
/// </remarks>
/// <example><code>Console.WriteLine(PermutationImportance.Of(model, test));</code></example>
public sealed class PermutationImportance
{
    private PermutationImportance(Metric metric, double baseline, int rows, PermutationImportanceOptions options, IReadOnlyList<GroupImportance> groups)
    {
        Metric = metric;
        Baseline = baseline;
        Rows = rows;
        Repetitions = options.Repetitions;
        Seed = options.Seed;
        Groups = groups;
    }

    /// <summary>The figure that gets worse.</summary>
    public Metric Metric { get; }

    /// <summary>Its value over the rows as they are.</summary>
    public double Baseline { get; }

    /// <summary>How many rows were judged.</summary>
    public int Rows { get; }

    /// <summary>How often each group was permuted.</summary>
    public int Repetitions { get; }

    /// <summary>Seed of the permutations.</summary>
    public ulong Seed { get; }

    /// <summary>The groups, the most important first.</summary>
    public IReadOnlyList<GroupImportance> Groups { get; }

    /// <summary>Measures what a model relies on.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows with their targets, at least two.</param>
    /// <param name="options">Metric, groups, repetitions, seed; the defaults if none are given.</param>
    /// <param name="cancellation">Stops between two permutations.</param>
    /// <exception cref="ArgumentException">The data or the groups do not fit the model, or the metric does not fit the targets.</exception>
    /// <exception cref="DataException">The metric is undefined over these rows.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PermutationImportance Of(
        Model model, Dataset data, PermutationImportanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PermutationImportanceOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repetitions, 1, nameof(options.Repetitions));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Repetitions, PermutationImportanceOptions.MostRepetitions, nameof(options.Repetitions));
        Team.CheckThreads(options.Threads);
        DataFit.Check(model, data, "Permutation importance");
        if (data.Count < 2)
        {
            throw new ArgumentException("Permutation importance: there is one row, expected at least two, since values are exchanged between rows.");
        }

        IReadOnlyList<FeatureGroup> groups = options.Groups ?? FeatureGroup.Each(data);
        FeatureGroup.Check(groups, data.Features);
        Metric metric = options.Metric ?? Metric.Usual(data.Targets.Kind);
        double baseline = new PermutedRows(model, data, metric).Figure([], []);
        double[][] worsenings = Worsenings(model, data, metric, baseline, groups, options, cancellation);
        GroupCompanion?[] companions = FeatureCorrelations.Companions(data, groups);
        return new PermutationImportance(metric, baseline, data.Count, options, [.. groups
            .Select((group, index) => new GroupImportance(
                group, ConfidenceInterval.SampleMoments(worsenings[index]).Mean, ConfidenceInterval.OfMean(worsenings[index]), worsenings[index],
                companions[index]))
            .OrderByDescending(group => group.Importance)]);
    }

    /// <summary>One line a group: <c>petal_length  0.3133  (95 %: 0.2871 to 0.3396)</c>.</summary>
    public override string ToString()
    {
        int width = Groups.Max(group => group.Name.Length);
        return string.Join('\n', Groups.Select(group => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{group.Name.PadRight(width)}  {group.Importance:0.0000}{(group.Interval is { } interval ? $"  (95 %: {interval.Low:0.0000} to {interval.High:0.0000})" : "")}")));
    }

    private static double[][] Worsenings(
        Model model, Dataset data, Metric metric, double baseline, IReadOnlyList<FeatureGroup> groups, PermutationImportanceOptions options,
        CancellationToken cancellation)
    {
        double[][] worsenings = [.. groups.Select(_ => new double[options.Repetitions])];
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Team.DefaultThreads,
        };
        Parallel.For(0, groups.Count * options.Repetitions, parallel, () => new PermutedRows(model, data, metric), (unit, _, rows) =>
        {
            (int group, int repetition) = Math.DivRem(unit, options.Repetitions);
            double figure = rows.Figure(groups[group].Features, rows.Permutation(options.Seed, group, repetition));
            worsenings[group][repetition] = metric.HigherIsBetter ? baseline - figure : figure - baseline;
            return rows;
        }, _ => { });
        return worsenings;
    }
}
