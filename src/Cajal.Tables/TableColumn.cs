using System.Text;
using Cajal.Tables;

namespace Cajal;

/// <summary>One column of a <see cref="Table"/>: its raw cells, and the type it is taken for.</summary>
public sealed class TableColumn
{
    private readonly CellColumn _cells;
    private readonly int[]? _rows;
    private readonly Lazy<ColumnProfile> _profile;
    private readonly Lazy<TypeDecision> _decision;

    internal TableColumn(Table table, CellColumn cells, int index, string name, TypeDecision? given)
    {
        Table = table;
        _cells = cells;
        _rows = table.SelectedRows;
        Index = index;
        Name = name;
        Given = given;
        _profile = new(() => ColumnProfile.Of(this));
        _decision = new(() => table.DecideType(this));
    }

    /// <summary>Name in the header, or <c>column0</c> and so on.</summary>
    public string Name { get; }

    /// <summary>Position from the left, from 0.</summary>
    public int Index { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Table.RowCount;

    /// <summary>What the column is taken for: inferred, or said by <see cref="Table.As"/>.</summary>
    public ColumnType Type => _decision.Value.Type;

    /// <summary>Why the column has that type, in a few words for a person: <c>whole numbers that count up by one from row to row</c>.</summary>
    public string Reason => _decision.Value.Reason;

    /// <summary>Whether the column is one of the table's targets.</summary>
    public bool IsTarget => Table.IsTarget(Index);

    /// <summary>Whether a net may learn from the column: a number, category or date that is no target.</summary>
    public bool IsFeature => Type is ColumnType.Number or ColumnType.Category or ColumnType.Date && !IsTarget;

    /// <summary>Cells without a value.</summary>
    public int MissingCount => _profile.Value.Missing;

    /// <summary>Different values: as numbers in a column of numbers (1 and 1.0 are one), as texts elsewhere.</summary>
    public int DistinctCount => _profile.Value.Distinct;

    /// <summary>The cell as it stands in the file, quotes and surrounding blanks taken off.</summary>
    /// <param name="row">Row from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public string this[int row]
    {
        get
        {
            Table.CheckRow(row);
            return Encoding.UTF8.GetString(Cell(row));
        }
    }

    /// <summary>Whether the cell has no value: empty, or another of the missing markers.</summary>
    /// <param name="row">Row from 0.</param>
    public bool IsMissing(int row) => Table.Reading.IsMissing(Cell(row));

    internal Table Table { get; }

    internal TypeDecision? Given { get; }

    internal CellColumn Cells => _cells;

    internal ColumnProfile Profile => _profile.Value;

    internal ReadOnlySpan<byte> Cell(int row) => _cells[_rows is null ? row : _rows[row]];

    internal CellKind Number(int row, out double value) => Table.Reading.Number(Cell(row), out value);

    internal CellKind Date(int row, out double days)
    {
        ReadOnlySpan<byte> cell = Cell(row);
        days = double.NaN;
        return Table.Reading.IsMissing(cell) ? CellKind.Missing : DateText.TryRead(cell, out days) ? CellKind.Number : CellKind.Text;
    }

    /// <summary>The number, or the day, in a cell that must have one.</summary>
    /// <exception cref="DataException">The cell holds something else.</exception>
    internal double Value(int row)
    {
        bool isDate = Type == ColumnType.Date;
        CellKind kind = isDate ? Date(row, out double value) : Number(row, out value);
        return kind == CellKind.Number ? value : throw TableErrors.NoValue(Place(row), Cell(row), kind, isDate);
    }

    /// <summary>The cell as a category or class label.</summary>
    internal string Category(int row) => CategoryText.Of(Table.Reading, Cell(row));

    /// <summary>Where a cell stands, for messages.</summary>
    internal string Place(int row) => TableErrors.Place(Table.Name, Table.LineOf(row), Index, Name);
}
