namespace Cajal.Tables;

/// <summary>
/// Finds the columns of a new table that a model was trained on: by name in any order, or by position where the names of one side are missing.
/// </summary>
internal sealed class ColumnMatching
{
    private readonly Table _table;
    private readonly string[] _expected;
    private readonly Dictionary<string, TableColumn> _found;
    private readonly string? _whyByPosition;

    private ColumnMatching(Table table, string[] expected, Dictionary<string, TableColumn> found, string? whyByPosition = null)
    {
        _whyByPosition = whyByPosition;
        _table = table;
        _expected = expected;
        _found = found;
    }

    /// <summary>Columns that the model does not know; that columns were taken by position, where only one side has names.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            string[] extra = [.. _table.Columns.Where(column => !_found.ContainsValue(column)).Select(column => PrintableText.Quote(column.Name))];
            string[] unknown = extra.Length == 0 ? [] : [$"{_table.Name}: {(extra.Length == 1 ? "column" : "columns")} {string.Join(", ", extra)} unknown to the model, ignored."];
            return _whyByPosition is null ? unknown : [$"{_table.Name}: the columns are taken by position, since {_whyByPosition}.", .. unknown];
        }
    }

    /// <summary>Matches a table.</summary>
    /// <param name="table">The new table.</param>
    /// <param name="trained">All columns of the training table from left to right.</param>
    /// <param name="haveNames">Whether these are names, and not positions.</param>
    /// <param name="targets">The targets among them; a table without names may come without them.</param>
    /// <exception cref="DataException">By position, and the number of columns is another.</exception>
    public static ColumnMatching Of(Table table, string[] trained, bool haveNames, IReadOnlyList<string> targets)
    {
        if (haveNames && table.HasNames)
        {
            return new(table, trained, trained.Select(table.Find).OfType<TableColumn>().ToDictionary(column => column.Name, StringComparer.Ordinal));
        }

        string reason = haveNames ? "the file has no header" : "the model was trained without a header";
        string[] withoutTargets = [.. trained.Except(targets)];
        string[]? order = table.Columns.Count == trained.Length ? trained
            : table.Columns.Count == withoutTargets.Length ? withoutTargets : null;
        return order is null
            ? throw new DataException($"{table.Name}: {TableErrors.Count(table.Columns.Count, "column")}, taken by position since "
                + $"{reason}. Expected {trained.Length}, or "
                + $"{withoutTargets.Length} without the target. Give the columns that the model was trained on, in the same order.")
            : new(table, trained, order.Index().ToDictionary(one => one.Item, one => table.Columns[one.Index], StringComparer.Ordinal), haveNames == table.HasNames ? null : reason);
    }

    /// <summary>The column of a name in the training table, or null.</summary>
    public TableColumn? Find(string name) => _found.GetValueOrDefault(name);

    /// <summary>The column of a feature.</summary>
    /// <exception cref="DataException">The table has none.</exception>
    public TableColumn Feature(string name)
    {
        if (Find(name) is { } column)
        {
            return column;
        }

        IEnumerable<string> others = _table.Columns.Select(other => other.Name).Except(_expected);
        string question = NearestName.Suggest(name, others) is { } nearest ? $" Is it the one called {PrintableText.Quote(nearest)}?" : "";
        throw new DataException($"{_table.Name}: the column {PrintableText.Quote(name)} is missing, which the model needs.{question} "
            + $"Add it (cells may be empty); the columns are {_table.ListOfNames()}.");
    }
}
