using System.Globalization;
using System.Text.Json.Nodes;
using Cajal.Tables;

namespace Cajal;

/// <summary>How the rows of a table are divided.</summary>
/// <param name="Group">All rows with the same cell in this column stay together; <c>null</c> for no groups.</param>
/// <param name="Time">The latest rows by this column are tested on; <c>null</c> for no time.</param>
public sealed record TableSplit(string? Group = null, string? Time = null);

/// <summary>Makes a table ready for a net: divides it, fits the encoding on the training part, encodes all parts.</summary>
public static class TablePreparation
{
    /// <summary>Name of the section of a model file that holds the encoder.</summary>
    internal const string Section = "table";

    /// <summary>Divides, fits and encodes.</summary>
    /// <param name="table">All rows, or all but the test rows; its target named.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="configuration">Shares, scale and seed.</param>
    /// <param name="test">Test rows of their own, if there are any.</param>
    /// <param name="split">Groups or time; by default rows are drawn at random, stratified by class.</param>
    /// <param name="encoder">An encoder to use instead of a new one, when a training goes on.</param>
    /// <exception cref="DataException">A part is left without rows, or a cell cannot be read.</exception>
    /// <exception cref="ConfigurationException">Both a group and a time, an unknown column or scaler.</exception>
    public static PreparedData Prepare(
        Table table, TableTarget target, TrainingConfiguration configuration, Table? test = null, TableSplit? split = null, TableEncoder? encoder = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(configuration);
        (Table training, Table? validation, Table? held) = Divide(table, target, configuration, test is null, split ?? new TableSplit());
        test ??= held;
        List<string> notes = [.. table.Columns.Where(column => !column.IsFeature && !column.IsTarget)
            .Select(column => $"Column {PrintableText.Quote(column.Name)} is left out: {column.Reason}.")];
        encoder ??= TableEncoder.Fit(training, target, configuration.Scale);
        Dataset data = Encode(encoder, training, notes)!;
        Dataset? testData = Encode(encoder, test, notes);
        Dataset? validationData = Encode(encoder, validation, notes);
        return new PreparedData
        {
            Training = data,
            Validation = validationData,
            Test = testData,
            Notes = [.. notes.Distinct(), .. PreparedData.DuplicateNotes(data, testData)],
            Columns = encoder.ColumnFeatures,
            Sections = new Dictionary<string, JsonObject> { [Section] = encoder.ToJson() },
        };
    }

    /// <summary>
    /// Divides the rows that <see cref="Prepare"/> would not set aside for the test into folds: stratified, or by group; of times each fold is tested on what
    /// comes after the rows that it learns from.
    /// </summary>
    /// <param name="table">All rows, or all but the test rows; its target named.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="configuration">Shares and seed.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="hasTest">Whether test rows are of their own, so that none are set aside.</param>
    /// <param name="split">Groups or time; by default rows are drawn at random, stratified by class.</param>
    /// <exception cref="ConfigurationException">There cannot be so many folds.</exception>
    /// <exception cref="DataException">A part is left without rows, or a cell cannot be read.</exception>
    public static FoldedData Fold(Table table, TableTarget target, TrainingConfiguration configuration, int folds, bool hasTest = false, TableSplit? split = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(configuration);
        split ??= new TableSplit();
        (Table training, Table? validation, _) = Divide(table, target, configuration, !hasTest, split);
        Table rows = validation is null ? training : training.With(validation);
        (Table Training, Table Test)[] parts = TableSplitting.Folds(rows, target, folds, configuration.Seed, split);
        return new FoldedData(folds, target.Kind, (fold, one) => Prepare(parts[fold].Training, target, one, parts[fold].Test, split));
    }

    private static (Table Training, Table? Validation, Table? Test) Divide(
        Table table, TableTarget target, TrainingConfiguration configuration, bool withTest, TableSplit split)
    {
        double test = withTest ? configuration.Test : 0;
        double validation = (1 - test) * configuration.Validation;
        double[] shares = [1 - test - validation, validation, test];
        int[] wanted = [.. Enumerable.Range(0, 3).Where(index => shares[index] > 0)];
        Table[] parts = Split(table, target, [.. wanted.Select(index => shares[index])], configuration.Seed, split);
        Table? Part(int index) => Array.IndexOf(wanted, index) is >= 0 and int place ? parts[place] : null;
        foreach (int index in wanted.Where(index => Part(index)!.RowCount == 0))
        {
            throw new DataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Name}: {table.RowCount} rows are too few: the {PartNames[index]} part has none. Give more rows, or a share of 0 for that part.{Together(split)}"));
        }

        return (Part(0)!, Part(1), Part(2));
    }

    private static string Together(TableSplit split) => (split.Group, split.Time) switch
    {
        ({ } group, _) => $" Rows with the same {PrintableText.Quote(group)} stay together, so there must be as many groups as parts.",
        (_, { } time) => $" Rows with the same {PrintableText.Quote(time)} stay together.",
        _ => "",
    };

    private static readonly string[] PartNames = ["training", "validation", "test"];

    private static Table[] Split(Table table, TableTarget target, double[] shares, ulong seed, TableSplit split) => (split.Group, split.Time) switch
    {
        (not null, not null) => throw new ConfigurationException("Split: both a group and a time are given. Choose one."),
        _ when shares.Length == 1 => [table],
        ({ } group, null) => table.SplitByGroup(group, shares, seed),
        (null, { } time) => table.SplitByTime(time, shares),
        _ => TableSplitting.Stratified(table, shares, seed, target),
    };

    private static Dataset? Encode(TableEncoder encoder, Table? table, List<string> notes)
    {
        if (table is null)
        {
            return null;
        }

        EncodedTable encoded = encoder.Encode(table);
        notes.AddRange(encoded.Notes);
        return encoded.Data;
    }
}
