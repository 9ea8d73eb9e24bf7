using System.Text.Json.Nodes;
using Cajal.Tables;

namespace Cajal;

/// <summary>
/// What a table's model predicts: the target columns, whether they are classes, labels or values, and the names of the classes. Found on the
/// whole table (a rare class may be absent from the training part), immutable, saved with the model.
/// </summary>
public sealed class TableTarget
{
    private readonly string[] _columns;

    // Classes: one list. Labels: for each column the two values, the second of which means that the label applies. Values: none.
    private readonly string[][] _classes;

    private TableTarget(TargetKind kind, string reason, string[] columns, string[][] classes)
    {
        Kind = kind;
        Reason = reason;
        _columns = columns;
        _classes = classes;
    }

    /// <summary>Classification, multi-label or regression.</summary>
    public TargetKind Kind { get; }

    /// <summary>Why that kind, in a few words for a person.</summary>
    public string Reason { get; }

    /// <summary>The target columns.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Names of the classes in the order of their indices: numbers by size, texts by their characters; empty for values and labels.</summary>
    public IReadOnlyList<string> ClassNames => Kind == TargetKind.Classes ? _classes[0] : [];

    /// <summary>
    /// Decides what the targets of a table mean. One target of text is classes; whole numbers are classes if there are two different ones, or
    /// if they are all of 0 … K − 1 or 1 … K with K ≤ 10, each twice on average; other numbers are values. So <c>quality</c> from 3 to 8 is
    /// a regression unless <paramref name="kind"/> says otherwise. Several targets of two different values each are labels.
    /// </summary>
    /// <param name="table">A table with its target named.</param>
    /// <param name="kind">The kind; null to decide.</param>
    /// <exception cref="ConfigurationException">No target, targets that do not fit the kind, or one that is left out.</exception>
    /// <exception cref="DataException">A target without values, with a single class, or with nearly as many classes as rows.</exception>
    public static TableTarget Infer(Table table, TargetKind? kind = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        IReadOnlyList<TableColumn> targets = table.Targets;
        if (targets.Count == 0)
        {
            throw new ConfigurationException($"{table.Name}: no target is named. Name the column to predict; the columns are {table.ListOfNames()}.");
        }

        if (targets.Count > 1 && kind == TargetKind.Classes)
        {
            throw new ConfigurationException(
                $"{table.Name}: classification takes one target, {targets.Count} are named. Name one, or choose multi-label or regression.");
        }

        foreach (TableColumn target in targets)
        {
            if (target.Given is { Type: ColumnType.Ignored })
            {
                throw new ConfigurationException(
                    $"{table.Name}: {PrintableText.Quote(target.Name)} is to be predicted and to be left out. Leave out only columns that are not predicted.");
            }

            RequireValues(target);
        }

        if (kind is null && targets.FirstOrDefault(target => target.Type != ColumnType.Category && target.Profile.Mistakes > 0) is { } wrong)
        {
            wrong.Value(wrong.Profile.FirstMistake);
        }

        TaskDecision decision = kind is { } said ? new(said, "you said so") : TaskInference.Infer(targets);
        string[][] classes = decision.Kind == TargetKind.Values ? [] : [.. targets.Select(target => ClassesOf(target, decision.Kind))];
        return new TableTarget(decision.Kind, decision.Reason, [.. targets.Select(target => target.Name)], classes);
    }

    /// <summary>The rows of a table in which every target has a value, from 0. The others cannot be learnt from or judged by.</summary>
    /// <exception cref="DataException">A target column is missing.</exception>
    public int[] LabelledRows(Table table) => LabelledRows(Find(table, table.Find));

    /// <summary>Reads the targets of the rows of a table that have them all, see <see cref="LabelledRows(Table)"/>.</summary>
    /// <exception cref="DataException">A target column is missing, or a cell is no number or no known class; the message names its place.</exception>
    public Targets Encode(Table table)
    {
        TableColumn[] columns = Find(table, table.Find);
        return Encode(columns, LabelledRows(columns), new List<string>());
    }

    /// <summary>As JSON; <see cref="FromJson"/> reads it back.</summary>
    public JsonObject ToJson() => new()
    {
        ["kind"] = TargetKindNames.Of(Kind),
        ["reason"] = Reason,
        ["columns"] = JsonLists.Of(_columns),
        ["classes"] = new JsonArray([.. _classes.Select(classes => (JsonNode)JsonLists.Of(classes))]),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, of another kind or out of range; the message names it.</exception>
    public static TableTarget FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var fields = new ModelFields("Table target", json);
        TargetKind kind = TargetKindNames.Find(fields.Text("kind")) ?? throw fields.Error($"kind '{fields.Text("kind")}' is not known.");
        string[] columns = fields.Texts("columns");
        string[][] classes = fields.TextLists("classes");
        bool fits = kind switch
        {
            TargetKind.Classes => columns.Length == 1 && classes.Length == 1 && classes[0].Length >= 2,
            TargetKind.Labels => columns.Length >= 1 && classes.Length == columns.Length && classes.All(pair => pair.Length == 2),
            _ => columns.Length >= 1 && classes.Length == 0,
        };
        return fits
            ? new TableTarget(kind, fields.Text("reason"), columns, classes)
            : throw fields.Error($"{columns.Length} columns and {classes.Length} lists of classes do not fit a target of kind '{TargetKindNames.Of(kind)}'.");
    }

    /// <summary>The two values of a label's column, the second of which means that the label applies.</summary>
    internal IReadOnlyList<string> LabelNames(int column) => _classes[column];

    /// <summary>The label columns whose probability is above ½.</summary>
    internal string[] AppliedLabels(ReadOnlySpan<float> probabilities)
    {
        List<string> applied = [];
        for (int column = 0; column < _columns.Length; column++)
        {
            if (probabilities[column] > 0.5f)
            {
                applied.Add(_columns[column]);
            }
        }

        return [.. applied];
    }

    /// <summary>The target columns of a table, found by <paramref name="find"/>.</summary>
    internal TableColumn[] Find(Table table, Func<string, TableColumn?> find)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. _columns.Select(name => find(name) ?? throw new DataException(
            $"{table.Name}: the target column {PrintableText.Quote(name)} is missing. Expected it beside the features; the columns are {table.ListOfNames()}."))];
    }

    internal static int[] LabelledRows(TableColumn[] columns) =>
        [.. Enumerable.Range(0, columns[0].Count).Where(row => !Array.Exists(columns, column => column.IsMissing(row)))];

    internal Targets Encode(TableColumn[] columns, int[] rows, List<string> notes)
    {
        if (Kind == TargetKind.Classes)
        {
            var labels = new LabelReader(_classes[0]);
            int[] indices = [.. rows.Select(row => labels.IndexOf(columns[0], row))];
            notes.AddRange(labels.Notes(columns[0]));
            return Targets.Classes(indices, _classes[0], _columns[0]);
        }

        float[] numbers = new float[rows.Length * columns.Length];
        for (int column = 0; column < columns.Length; column++)
        {
            LabelReader? labels = Kind == TargetKind.Labels ? new LabelReader(_classes[column]) : null;
            for (int i = 0; i < rows.Length; i++)
            {
                numbers[(i * columns.Length) + column] = labels?.IndexOf(columns[column], rows[i]) ?? (float)columns[column].Value(rows[i]);
            }

            notes.AddRange(labels?.Notes(columns[column]) ?? []);
        }

        return Kind == TargetKind.Labels ? Targets.Labels(numbers, _columns) : Targets.Values(numbers, _columns);
    }

    private static void RequireValues(TableColumn target)
    {
        if (target.MissingCount == target.Count)
        {
            throw new DataException($"{target.Table.Name}: the target {PrintableText.Quote(target.Name)} has no value in any row. "
                + "Expected a value to learn from in each row. Name another target or fill it in.");
        }

        // Cells that are no numbers are named one by one where they are read.
        if (target is { DistinctCount: 1, Profile.Mistakes: 0 })
        {
            string value = target[Enumerable.Range(0, target.Count).First(row => !target.IsMissing(row))];
            throw new DataException($"{target.Table.Name}: the target {PrintableText.Quote(target.Name)} is {PrintableText.Quote(value)} in every row. "
                + "Expected at least two different values, otherwise there is nothing to learn. Name another target or add rows of other values.");
        }
    }

    private static string[] ClassesOf(TableColumn target, TargetKind kind)
    {
        string[] classes = CategoryText.Sorted(Enumerable.Range(0, target.Count).Where(row => !target.IsMissing(row))
            .Select(row => target.Category(row)).Distinct(StringComparer.Ordinal));
        int present = target.Count - target.MissingCount;
        if (kind == TargetKind.Labels && classes.Length != 2)
        {
            throw new ConfigurationException($"{target.Table.Name}: the target {PrintableText.Quote(target.Name)} has {classes.Length} different values, "
                + "a label has two (such as 0 and 1). Choose classification or regression for it.");
        }

        const int AlwaysEnough = 10;
        return classes.Length <= Math.Max(AlwaysEnough, present / 2) ? classes : throw new DataException(
            $"{target.Table.Name}: the target {PrintableText.Quote(target.Name)} has {classes.Length} classes in {present} rows. "
            + "Expected at least two rows of each class on average. Name another target, or choose regression if it holds numbers.");
    }
}
