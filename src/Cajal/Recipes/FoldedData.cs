using System.Collections.Concurrent;

namespace Cajal;

/// <summary>
/// Rows divided into folds: each time another part is tested on, and the rest divided and made ready as for any training, so that whatever is
/// fitted (scalers, categories) is fitted without the rows that judge. Safe from many threads.
/// </summary>
/// <param name="count">How many folds.</param>
/// <param name="targets">What is predicted.</param>
/// <param name="prepare">Makes the data of a fold ready: number of the fold, configuration.</param>
public sealed class FoldedData(int count, TargetKind targets, Func<int, TrainingConfiguration, PreparedData> prepare)
{
    // What the preparation of data depends on; trials that differ in other settings share the data.
    private static readonly string[] Keys = ["scale", "validation", "seed"];

    private readonly ConcurrentDictionary<(int Fold, string Settings), Lazy<PreparedData>> prepared = new();

    /// <summary>How many folds.</summary>
    public int Count => count;

    /// <summary>What is predicted.</summary>
    public TargetKind Targets => targets;

    /// <summary>Folds of rows that are ready but for scaling, with each class, or low and high values, in like share.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="folds">How many folds, at least 2 and at most as many as there are rows.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <exception cref="ConfigurationException">There cannot be so many folds.</exception>
    public static FoldedData Of(Dataset rows, int folds, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckCount(folds, rows.Count, "rows");
        Fold[] parts = Splits.StratifiedKFold(rows.Targets, folds, seed);
        return new FoldedData(folds, rows.Targets.Kind, (fold, configuration) =>
            ImagePreparation.Prepare(rows.Select(parts[fold].Train), rows.Select(parts[fold].Test), configuration));
    }

    /// <summary>The data of a fold: its rows to learn from and to choose the epoch by, and in <see cref="PreparedData.Test"/> those that judge.</summary>
    /// <param name="fold">Number of the fold, from 0.</param>
    /// <param name="configuration">Scale, share of validation rows and seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    /// <exception cref="DataException">A part is left without rows, or a cell cannot be read.</exception>
    public PreparedData Fold(int fold, TrainingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold, count);
        string settings = string.Join('\n', Keys.Select(configuration.Text));
        return prepared.GetOrAdd((fold, settings), _ => new Lazy<PreparedData>(() => prepare(fold, configuration))).Value;
    }

    /// <summary>Refuses an impossible number of folds.</summary>
    /// <exception cref="ConfigurationException">It is one.</exception>
    internal static void CheckCount(int folds, int count, string what)
    {
        if (folds < 2 || folds > count)
        {
            throw new ConfigurationException($"The number of folds is {folds}, expected 2 to {count}, the number of {what} that are not set aside for the test.");
        }
    }
}
