using Cajal.Tables;

namespace Cajal;

/// <summary>
/// Rows and columns of text as they were read, with a type for each column. Immutable: <see cref="Target(string[])"/>, <see cref="As"/>,
/// <see cref="Without"/> and <see cref="Select"/> give new tables that share the cells.
/// <code>
/// var table = Table.ReadCsv("titanic.csv").Target("Survived").As("Pclass", ColumnType.Category);
/// </code>
/// </summary>
public sealed class Table
{
    private readonly int[] _lines;
    private readonly int[] _targets;

    private Table(Table source, IReadOnlyList<TypeDecision?> given, int[] targets, int[]? rows)
    {
        Name = source.Name;
        HasHeader = source.HasHeader;
        HasNames = source.HasNames;
        Delimiter = source.Delimiter;
        Reading = source.Reading;
        _lines = source._lines;
        _targets = targets;
        SelectedRows = rows;
        Columns = [.. source.Columns.Select(column => new TableColumn(this, column.Cells, column.Index, column.Name, given[column.Index]))];
    }

    private Table(string name, CsvContent content, CsvOptions options)
    {
        Name = name;
        HasHeader = content.HasHeader;
        HasNames = content.HasHeader || options.ColumnNames is not null;
        Delimiter = content.Delimiter;
        Reading = new CellReading(options.MissingMarkers);
        _lines = content.Lines;
        _targets = [];
        Columns = [.. content.Names.Select((columnName, index) => new TableColumn(this, content.Cells[index], index, columnName, given: null))];
    }

    /// <summary>What the table is called in messages: the file's name.</summary>
    public string Name { get; }

    /// <summary>Rows of values; header and empty lines are not counted.</summary>
    public int RowCount => SelectedRows?.Length ?? _lines.Length;

    /// <summary>All columns from left to right.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>
    /// Whether the first row held the names. When not said by <see cref="CsvOptions.Header"/>, each column whose further cells are numbers
    /// votes: yes if its first cell is text, no if it is a number too. Without such columns the first row holds the names unless a
    /// cell has digits and no letters or two cells are equal.
    /// </summary>
    public bool HasHeader { get; }

    /// <summary>The character between two cells, given or detected.</summary>
    public char Delimiter { get; }

    /// <summary>The target columns in the order in which they were named; empty before <see cref="Target(string[])"/>.</summary>
    public IReadOnlyList<TableColumn> Targets => [.. _targets.Select(index => Columns[index])];

    /// <summary>The columns a net learns from: numbers, categories and dates that are no target.</summary>
    public IReadOnlyList<TableColumn> Features => [.. Columns.Where(column => column.IsFeature)];

    /// <summary>Whether the columns have names from a header or from the user, and not by position.</summary>
    internal bool HasNames { get; }

    internal int[]? SelectedRows { get; }

    internal CellReading Reading { get; }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ConfigurationException">No column has that name; the message suggests the nearest.</exception>
    public TableColumn this[string name] => Columns[IndexOf(name)];

    /// <summary>Reads a CSV file: encoding, delimiter and header are detected, every cell is kept as text. See <see cref="CsvOptions"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Null: everything detected.</param>
    /// <exception cref="DataException">The file is missing or malformed; the message names file, line and column.</exception>
    /// <exception cref="ConfigurationException">The options do not fit the file.</exception>
    public static Table ReadCsv(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.GetFileName(path);
        try
        {
            using FileStream stream = CsvFile.Open(path);
            return ReadCsv(stream, name.Length == 0 ? path : name, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{PrintableText.Escape(path)}: the file cannot be read ({error.Message}). Check that it exists and may be read.", error);
        }
    }

    /// <summary>Reads CSV from bytes, such as standard input; UTF-8 unless a byte order mark says otherwise.</summary>
    /// <param name="stream">The bytes; left open.</param>
    /// <param name="name">What messages call the table.</param>
    /// <param name="options">Null: everything detected.</param>
    /// <inheritdoc cref="ReadCsv(string, CsvOptions?)" path="/exception"/>
    public static Table ReadCsv(Stream stream, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(CsvSource.Open(stream, PrintableText.Escape(name)), name, options);
    }

    /// <summary>Reads CSV from characters.</summary>
    /// <param name="reader">The characters; disposed at the end.</param>
    /// <param name="name">What messages call the table.</param>
    /// <param name="options">Null: everything detected.</param>
    /// <inheritdoc cref="ReadCsv(string, CsvOptions?)" path="/exception"/>
    public static Table ReadCsv(TextReader reader, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Read(CsvSource.Open(reader, PrintableText.Escape(name)), name, options);
    }

    /// <summary>A table of one column of text, as of the files that pictures were read from.</summary>
    /// <exception cref="DataException">More than 2 GiB of text.</exception>
    internal static Table OfColumn(string name, string column, IReadOnlyList<string> cells)
    {
        var builder = new CellColumn.Builder();
        foreach (string cell in cells)
        {
            if (!builder.TryAdd(cell))
            {
                throw new DataException($"{PrintableText.Escape(name)}: the cells of column '{column}' have more than 2 GiB. Take fewer rows.");
            }
        }

        return new Table(name, new CsvContent([column], [builder.Build()], [.. Enumerable.Range(1, cells.Count)], ',', HasHeader: true), new CsvOptions());
    }

    /// <summary>The same table with the named columns as what is to be predicted.</summary>
    /// <exception cref="ConfigurationException">An unknown name, or one twice.</exception>
    public Table Target(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Target([.. names.Select(IndexOf)]);
    }

    /// <summary>The same table with the columns at these positions (from 0) as what is to be predicted; −1 is the last column.</summary>
    /// <exception cref="ConfigurationException">No such column, or one twice.</exception>
    public Table Target(params int[] indexes)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        int[] targets = [.. indexes.Select(index => CheckIndex(index < 0 ? Columns.Count + index : index, index))];
        if (targets.Distinct().Count() != targets.Length)
        {
            throw new ConfigurationException($"{Name}: a target is named twice. Name each target column once.");
        }

        return new Table(this, [.. Columns.Select(column => column.Given)], targets, SelectedRows);
    }

    /// <summary>The same table with a column taken for <paramref name="type"/>, whatever is inferred.</summary>
    /// <exception cref="ConfigurationException">No column has that name.</exception>
    public Table As(string column, ColumnType type)
    {
        if (!Enum.IsDefined(type))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "No such column type.");
        }

        int changed = IndexOf(column);
        var decision = new TypeDecision(type, type == ColumnType.Ignored ? "left out by you" : "said by you");
        return new Table(this, [.. Columns.Select(one => one.Index == changed ? decision : one.Given)], _targets, SelectedRows);
    }

    /// <summary>The same table with the named columns left out as features.</summary>
    /// <exception cref="ConfigurationException">An unknown name.</exception>
    public Table Without(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Aggregate(this, (table, column) => table.As(column, ColumnType.Ignored));
    }

    /// <summary>
    /// A table of some of the rows, in the given order. The column types are those of this table: a part is never read differently from the whole.
    /// </summary>
    /// <param name="rows">Rows of this table, from 0; a row may occur more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public Table Select(params ReadOnlySpan<int> rows)
    {
        int[] selected = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            CheckRow(rows[i]);
            selected[i] = SelectedRows?[rows[i]] ?? rows[i];
        }

        return new Table(this, [.. Columns.Select(column => (TypeDecision?)new TypeDecision(column.Type, column.Reason))], _targets, selected);
    }

    /// <summary>
    /// Divides the rows that have a target at random into parts with like shares of each class, or of low and high values; without a target,
    /// all rows at random. The training part comes first. See <see cref="Splits.Stratified(Cajal.Targets, ReadOnlySpan{double}, ulong)"/>.
    /// </summary>
    /// <param name="shares">Share of each part, adding up to 1: <c>[0.8, 0.2]</c>.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ArgumentException">The shares are no shares.</exception>
    /// <exception cref="DataException">The targets cannot be read.</exception>
    public Table[] Split(ReadOnlySpan<double> shares, ulong seed) => TableSplitting.Stratified(this, shares, seed);

    /// <summary>Two parts, see <see cref="Split(ReadOnlySpan{double}, ulong)"/>.</summary>
    /// <param name="trainingShare">Share of the first part, from 0 to 1.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <inheritdoc cref="Split(ReadOnlySpan{double}, ulong)" path="/exception"/>
    public (Table Training, Table Test) Split(double trainingShare, ulong seed)
    {
        Table[] parts = Split([trainingShare, 1 - trainingShare], seed);
        return (parts[0], parts[1]);
    }

    /// <summary>Divides the rows so that all rows with the same cell in a column (a patient, a customer) are in the same part.</summary>
    /// <param name="column">The column that names the group; rows where it is missing are each a group of their own.</param>
    /// <param name="shares">Share of each part, adding up to 1.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ConfigurationException">No column has that name.</exception>
    /// <exception cref="ArgumentException">The shares are no shares.</exception>
    public Table[] SplitByGroup(string column, ReadOnlySpan<double> shares, ulong seed) =>
        TableSplitting.ByGroup(this, this[column], shares, seed);

    /// <summary>Divides the rows by a column of dates or numbers: the earliest in the first part, the latest in the last.</summary>
    /// <param name="column">The column that holds the time.</param>
    /// <param name="shares">Share of each part, adding up to 1.</param>
    /// <exception cref="ConfigurationException">No column has that name.</exception>
    /// <exception cref="DataException">A cell is missing or no time; the message names its place.</exception>
    /// <exception cref="ArgumentException">The shares are no shares.</exception>
    public Table[] SplitByTime(string column, ReadOnlySpan<double> shares) => TableSplitting.ByTime(this, this[column], shares);

    /// <summary>The file's line on which a row begins, from 1.</summary>
    /// <param name="row">Row from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public int LineOf(int row)
    {
        CheckRow(row);
        return _lines[SelectedRows?[row] ?? row];
    }

    /// <summary>The column of a name, or null.</summary>
    public TableColumn? Find(string name) => Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal));

    /// <summary>The rows of this part of a table and of another one, in the order in which they stand in the table.</summary>
    internal Table With(Table other)
    {
        int[] rows = [.. SelectedRows ?? Enumerable.Range(0, RowCount), .. other.SelectedRows ?? Enumerable.Range(0, other.RowCount)];
        Array.Sort(rows);
        return new Table(this, [.. Columns.Select(column => column.Given)], _targets, rows);
    }

    internal bool IsTarget(int index) => Array.IndexOf(_targets, index) >= 0;

    internal TypeDecision DecideType(TableColumn column) => TableTypes.Decide(this, column);

    internal string ListOfNames() => TableErrors.List([.. Columns.Select(column => column.Name)]);

    internal void CheckRow(int row)
    {
        if ((uint)row >= (uint)RowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, $"{Name} has {RowCount} rows, counted from 0.");
        }
    }

    private static Table Read(CsvSource text, string name, CsvOptions? options)
    {
        options ??= new CsvOptions();
        string shown = PrintableText.Escape(name);
        return new Table(shown, CsvTableReader.Read(text, shown, options), options);
    }

    private int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name)?.Index ?? throw new ConfigurationException(
            $"{Name}: no column {PrintableText.Quote(name)}.{Suggestion(name)} The columns are {ListOfNames()}.");
    }

    private string Suggestion(string name) =>
        NearestName.Suggest(name, Columns.Select(column => column.Name)) is { } nearest ? $" Did you mean {PrintableText.Quote(nearest)}?" : "";

    private int CheckIndex(int index, int given) => (uint)index < (uint)Columns.Count ? index : throw new ConfigurationException(
        FormattableString.Invariant($"{Name}: no column at position {given}. The table has {Columns.Count} columns, at positions 0 to {Columns.Count - 1}."));
}
