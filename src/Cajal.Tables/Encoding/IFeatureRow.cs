namespace Cajal.Tables;

/// <summary>The cells of one row in the order in which a model's features read them.</summary>
internal interface IFeatureRow
{
    /// <summary>The cell of a feature as UTF-8; empty where there is none.</summary>
    ReadOnlySpan<byte> Cell(int feature);

    /// <summary>Where that cell stands, for messages.</summary>
    string Place(int feature);
}

/// <summary>A row of a table.</summary>
/// <param name="columns">The column of each feature.</param>
/// <param name="row">Row from 0.</param>
internal readonly struct TableRow(TableColumn[] columns, int row) : IFeatureRow
{
    public ReadOnlySpan<byte> Cell(int feature) => columns[feature].Cell(row);

    public string Place(int feature) => columns[feature].Place(row);
}

/// <summary>A row that a program made.</summary>
/// <param name="names">The column of each feature.</param>
/// <param name="cells">The cell of each feature.</param>
internal readonly struct SingleRow(string[] names, byte[][] cells) : IFeatureRow
{
    public ReadOnlySpan<byte> Cell(int feature) => cells[feature];

    public string Place(int feature) => $"the row, column {PrintableText.Quote(names[feature])}";
}
