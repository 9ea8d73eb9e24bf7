using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Cajal.Tables;

namespace Cajal;

/// <summary>
/// Turns tables and single rows into the numbers that a net takes; fitted on the training part alone, immutable, saved with the model, safe from
/// many threads.
/// <list type="bullet">
/// <item>Numbers, and dates as days since 1970-01-01: the mean of the training part where missing, and a 0/1 flag if that had missing cells.</item>
/// <item>Two categories, none missing: −1 and 1. Others: one number a category, and one for missing cells if the training part had some.
/// A category unseen in the training part: the spare code of zeros alone.</item>
/// <item>The scaler: <c>robust</c> (the default) over all numbers, codes included; the others over numbers and dates only.</item>
/// </list>
/// (Robust scaling with smooth clipping of numbers and one-hot codes alike, and −1/1 for two categories: D. Holzmüller, L. Grinsztajn,
/// I. Steinwart, "Better by default: strong pre-tuned MLPs and boosted trees on tabular data", arXiv 2407.04491, 2024, appendix A. Mean and flag
/// for missing numbers: TabArena's wrapper of the same net.)
/// </summary>
public sealed class TableEncoder
{
    private static readonly string[] _scalerNames = ["robust", "standard", "quantile", "minmax", "none"];

    private readonly string[] _columns;
    private readonly bool _hasNames;
    private readonly CellReading _reading;
    private readonly FeatureSet _features;
    private readonly string[] _inputs;

    private TableEncoder(string[] columns, bool hasNames, CellReading reading, FeatureSet features, TableTarget target, Scaler? scaler)
    {
        _columns = columns;
        _hasNames = hasNames;
        _reading = reading;
        _features = features;
        _inputs = [.. features.Columns];
        Target = target;
        Scaler = scaler;
    }

    /// <summary>The scalers that a table may have, the default first.</summary>
    public static IReadOnlyList<string> ScalerNames => _scalerNames;

    /// <summary>What is predicted.</summary>
    public TableTarget Target { get; }

    /// <summary>The scaler of the first columns (all of them for <c>robust</c>); null where it has none to scale.</summary>
    public Scaler? Scaler { get; }

    /// <summary>Numbers that a row becomes.</summary>
    public int FeatureCount => _features.Width;

    /// <summary>A name for each of them, such as <c>age</c>, <c>age is missing</c>, <c>sex=male</c>.</summary>
    public IReadOnlyList<string> FeatureNames => _features.Names;

    /// <summary>The table's columns that a row must have.</summary>
    public IReadOnlyList<string> InputColumns => _inputs;

    /// <summary>For each of the columns the numbers that it becomes, to be explained together.</summary>
    public IReadOnlyList<FeatureGroup> ColumnFeatures => _features.Groups();

    /// <summary>How further tables for this model should be read: with the missing markers of the training table.</summary>
    public CsvOptions ReadingOptions => new() { MissingMarkers = _reading.MissingMarkers };

    /// <summary>Fits an encoder to the training part of a table. Rows without a target are passed over.</summary>
    /// <param name="training">The training part.</param>
    /// <param name="target">What is predicted, found on the whole table; null to find it on the training part.</param>
    /// <param name="scaler">One of <see cref="ScalerNames"/>.</param>
    /// <exception cref="ConfigurationException">An unknown scaler, no target, or a column that cannot be coded.</exception>
    /// <exception cref="DataException">No feature, no row, or a cell that is no number in a column of numbers; the message names its place.</exception>
    public static TableEncoder Fit(Table training, TableTarget? target = null, string scaler = "robust")
    {
        ArgumentNullException.ThrowIfNull(training);
        if (!_scalerNames.Contains(scaler))
        {
            throw new ConfigurationException($"Scaler {PrintableText.Quote(scaler)} is not known for tables.{NearestName.Advice(scaler, _scalerNames)}");
        }

        target ??= TableTarget.Infer(training);
        int[] rows = target.LabelledRows(training);
        IReadOnlyList<TableColumn> columns = [.. training.Features.Where(column => !target.Columns.Contains(column.Name))];
        if (rows.Length == 0 || columns.Count == 0)
        {
            throw new DataException(rows.Length == 0
                ? $"{training.Name}: no row of the training part has a target. Expected at least one. Fill in the target or give more rows."
                : $"{training.Name}: no column is left to learn from. Expected at least one of numbers, categories or dates beside the target. "
                    + "See the reasons for which columns are left out, and say what a column is where that is wrong.");
        }

        FeatureSet features = FeatureSet.Fit(columns, rows);
        float[] raw = Raw(training.Reading, features, [.. features.Columns.Select(name => training[name])], rows, unseen: null);
        return new TableEncoder(
            [.. training.Columns.Select(column => column.Name)], training.HasNames, training.Reading, features, target, FitScaler(scaler, features, raw));
    }

    /// <summary>Features and targets of a table's rows; columns are found by name in any order (by position where either side has no header).</summary>
    /// <exception cref="DataException">
    /// A feature or target column is missing, no row has a target, or a cell cannot be read; the message names file, line and column.
    /// </exception>
    public EncodedTable Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        ColumnMatching matching = Match(table);
        TableColumn[] targets = Target.Find(table, matching.Find);
        int[] rows = TableTarget.LabelledRows(targets);
        if (rows.Length == 0)
        {
            throw new DataException($"{table.Name}: no row has a target. Expected a value in {PrintableText.Quote(Target.Columns[0])}. Fill it in.");
        }

        List<string> notes = [.. matching.Notes];
        if (rows.Length < table.RowCount)
        {
            notes.Add($"{table.Name}: {TableErrors.Count(table.RowCount - rows.Length, "row")} without a target left out.");
        }

        float[] features = Features(matching, rows, notes);
        var data = new Dataset(features, [FeatureCount], Target.Encode(targets, rows, notes), FeatureNames);
        return new EncodedTable(data, rows, notes);
    }

    /// <summary>Features of all rows of a table, whether it has targets or not.</summary>
    /// <inheritdoc cref="Encode(Table)"/>
    public EncodedFeatures EncodeFeatures(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        ColumnMatching matching = Match(table);
        List<string> notes = [.. matching.Notes];
        return new EncodedFeatures(Features(matching, [.. Enumerable.Range(0, table.RowCount)], notes), notes);
    }

    /// <summary>Features of one row. Missing values are null or a missing marker; further entries are ignored.</summary>
    /// <param name="row">Values by column name: texts as in a file, numbers, dates, truth values, null.</param>
    /// <param name="features"><see cref="FeatureCount"/> places.</param>
    /// <exception cref="ArgumentException">Another number of places, or a value of a kind that no cell can hold.</exception>
    /// <exception cref="DataException">A column is missing, or a value is no number; the message names it.</exception>
    public void EncodeRow(IReadOnlyDictionary<string, object?> row, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(row);
        EncodeRow(name => row.TryGetValue(name, out object? value) ? RowText.Of(name, Spelled(name, value)) : null, row.Keys, features);
    }

    /// <inheritdoc cref="EncodeRow(IReadOnlyDictionary{string, object?}, Span{float})"/>
    public void EncodeRow(IReadOnlyDictionary<string, string?> row, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(row);
        EncodeRow(name => row.TryGetValue(name, out string? value) ? RowText.Of(name, value) : null, row.Keys, features);
    }

    /// <summary>Features of one record: a property goes with the column of its name, capitals, blanks and underscores aside (SepalLength, sepal_length).</summary>
    /// <param name="record">An object whose public properties hold the values.</param>
    /// <param name="features"><see cref="FeatureCount"/> places.</param>
    /// <inheritdoc cref="EncodeRow(IReadOnlyDictionary{string, object?}, Span{float})" path="/exception"/>
    public void EncodeRecord<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T record, Span<float> features)
        where T : notnull => EncodeRow(RecordText.ByColumn(record, _inputs), features);

    /// <summary>As JSON, numbers round-trip exact; <see cref="FromJson"/> reads it back.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["columns"] = JsonLists.Of(_columns),
            ["hasNames"] = _hasNames,
            ["missingMarkers"] = JsonLists.Of(_reading.MissingMarkers),
            ["target"] = Target.ToJson(),
            ["features"] = _features.ToJson(),
        };
        if (Scaler is not null)
        {
            json["scaler"] = Scaler.ToJson();
        }

        return json;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, of another kind or out of range; the message names it.</exception>
    public static TableEncoder FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var fields = new ModelFields("Table encoder", json);
        string[] columns = fields.Texts("columns");
        FeatureSet features = FeatureSet.Read(fields, "features");
        TableTarget target = TableTarget.FromJson(fields.Object("target"));
        Scaler? scaler = json.ContainsKey("scaler") ? Scaler.FromJson(fields.Object("scaler")) : null;
        string? problem = Contradiction(columns, features, target, scaler);
        return problem is null
            ? new TableEncoder(columns, fields.Flag("hasNames"), new CellReading(fields.Texts("missingMarkers")), features, target, scaler)
            : throw fields.Error(problem);
    }

    private static string? Contradiction(string[] columns, FeatureSet features, TableTarget target, Scaler? scaler)
    {
        string[] used = [.. features.Columns, .. target.Columns];
        int scaled = scaler is null ? 0 : ScaledWidth(scaler.Name, features);
        return used.FirstOrDefault(name => !columns.Contains(name)) is { } unknown ? $"{PrintableText.Quote(unknown)} is none of its columns."
            : used.Distinct().Count() != used.Length ? "a column is used twice."
            : features.Width == 0 ? "it has no features."
            : scaler is not null && !_scalerNames.Contains(scaler.Name) ? $"scaler '{scaler.Name}' is not for tables."
            : scaler is not null && scaler.Features != scaled ? $"its scaler takes {scaler.Features} numbers, its features give {scaled}."
            : null;
    }

    // Codes are on one scale already; only the published recipe of robust scaling treats them like numbers.
    private static int ScaledWidth(string scaler, FeatureSet features) => scaler == "robust" ? features.Width : features.Numbers.Length;

    private static Scaler? FitScaler(string name, FeatureSet features, float[] raw)
    {
        int scaled = ScaledWidth(name, features);
        if (scaled == 0)
        {
            return null;
        }

        float[] rows = raw;
        if (scaled < features.Width)
        {
            rows = new float[raw.Length / features.Width * scaled];
            for (int row = 0; row < rows.Length / scaled; row++)
            {
                raw.AsSpan(row * features.Width, scaled).CopyTo(rows.AsSpan(row * scaled));
            }
        }

        return Scaler.Fit(name, rows, scaled);
    }

    private static float[] Raw(CellReading reading, FeatureSet features, TableColumn[] columns, int[] rows, UnseenCategories? unseen)
    {
        long count = (long)rows.Length * features.Width;
        if (count > Array.MaxLength)
        {
            throw new DataException(FormattableString.Invariant($"{columns[0].Table.Name}: {rows.Length} rows of {features.Width} features are more than ")
                + "one block of memory holds (2^31 numbers). Use fewer rows, or leave out columns of many categories.");
        }

        float[] raw = new float[count];
        for (int i = 0; i < rows.Length; i++)
        {
            features.Write(reading, new TableRow(columns, rows[i]), raw.AsSpan(i * features.Width, features.Width), unseen);
        }

        return raw;
    }

    private ColumnMatching Match(Table table) => ColumnMatching.Of(table, _columns, _hasNames, Target.Columns);

    private float[] Features(ColumnMatching matching, int[] rows, List<string> notes)
    {
        TableColumn[] columns = [.. _inputs.Select(matching.Feature)];
        var unseen = new UnseenCategories(_features);
        float[] features = Raw(columns[0].Table.Reading, _features, columns, rows, unseen);
        notes.AddRange(unseen.Notes(columns[0].Table.Name));
        for (int start = 0; start < features.Length; start += FeatureCount)
        {
            Scale(features.AsSpan(start, FeatureCount));
        }

        return features;
    }

    // A truth value in the training table's own spelling.
    private object? Spelled(string column, object? value) => value is bool truth ? _features.SpellingOf(column, truth) : value;

    private void EncodeRow(Func<string, byte[]?> find, IEnumerable<string> given, Span<float> features)
    {
        if (features.Length != FeatureCount)
        {
            throw new ArgumentException($"{features.Length} places for the {FeatureCount} features of a row.", nameof(features));
        }

        var cells = new byte[_inputs.Length][];
        for (int i = 0; i < cells.Length; i++)
        {
            string name = _inputs[i];
            cells[i] = find(name) ?? throw new DataException($"the row has no {PrintableText.Quote(name)}, which the model needs."
                + (NearestName.Suggest(name, given) is { } nearest ? $" Is it the one called {PrintableText.Quote(nearest)}?" : "")
                + " Add it; null means that the value is missing.");
        }

        _features.Write(_reading, new SingleRow(_inputs, cells), features, unseen: null);
        Scale(features);
    }

    private void Scale(Span<float> row)
    {
        if (Scaler is not null)
        {
            Span<float> scaled = row[..Scaler.Features];
            Scaler.Apply(scaled, scaled);
        }
    }
}
