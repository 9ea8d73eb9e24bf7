namespace Cajal.Tables;

/// <summary>
/// Finds the class of a label. Some data sets spell the labels of their test part with a full stop at the end (<c>&lt;=50K.</c>);
/// where a label is unknown, it is looked up without or with one, and a note says so.
/// </summary>
internal sealed class LabelReader(string[] classes)
{
    private readonly Dictionary<string, int> _indices = classes.Select((name, index) => (name, index)).ToDictionary(one => one.name, one => one.index);
    private int _fullStops;
    private (string Label, string Class) _example;

    /// <summary>The index of a cell's class.</summary>
    /// <exception cref="DataException">No such class.</exception>
    public int IndexOf(TableColumn column, int row)
    {
        string label = column.Category(row);
        if (_indices.TryGetValue(label, out int index))
        {
            return index;
        }

        // A number and its full stop read as the number already, so only texts come here.
        string other = label.EndsWith('.') ? label[..^1] : label + ".";
        if (!_indices.TryGetValue(other, out index))
        {
            throw Unknown(column, row, label);
        }

        _example = (label, other);
        _fullStops++;
        return index;
    }

    /// <summary>What was read otherwise than it stands there.</summary>
    public IEnumerable<string> Notes(TableColumn column)
    {
        if (_fullStops > 0)
        {
            yield return $"{column.Table.Name}: {_fullStops} labels in {PrintableText.Quote(column.Name)} differ from the classes by a full stop at the end; "
                + $"{PrintableText.Quote(_example.Label)} is read as {PrintableText.Quote(_example.Class)}.";
        }
    }

    private DataException Unknown(TableColumn column, int row, string label)
    {
        string question = NearestName.Suggest(label, classes) is { } nearest ? $" Did you mean {PrintableText.Quote(nearest)}?" : "";
        return new($"{column.Place(row)}: {PrintableText.Quote(label)} is no class of the model.{question} "
            + $"Expected one of: {TableErrors.List(classes)}. Correct the cell, or train with rows of that class.");
    }
}
