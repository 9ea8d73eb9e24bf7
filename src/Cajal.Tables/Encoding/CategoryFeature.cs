using System.Text.Json.Nodes;

namespace Cajal.Tables;

/// <summary>
/// A column of categories. Two categories and nothing missing in the training part: one number, −1 or 1. Otherwise one number a category, 1 for
/// the cell's own and 0 for the others, and one more for missing cells if the training part had some. A category that the training part
/// did not have is coded by zeros alone: the spare code, which cannot carry weights that were never trained.
/// </summary>
internal sealed class CategoryFeature
{
    /// <summary>More categories than this would make rows of unreasonable width.</summary>
    private const int MostCategories = 4096;

    private readonly Dictionary<string, int> _indices;

    private CategoryFeature(string column, string[] categories, bool hasMissing)
    {
        Column = column;
        Categories = categories;
        HasMissing = hasMissing;
        _indices = categories.Select((name, index) => (name, index)).ToDictionary(one => one.name, one => one.index, StringComparer.Ordinal);
    }

    /// <summary>Name of the table's column.</summary>
    public string Column { get; }

    /// <summary>The categories of the training part, numbers by size, texts by their characters.</summary>
    public string[] Categories { get; }

    /// <summary>Whether missing cells have a number of their own.</summary>
    public bool HasMissing { get; }

    /// <summary>Whether one number −1 or 1 says it all.</summary>
    public bool IsBinary => Categories.Length == 2 && !HasMissing;

    /// <summary>Numbers that a cell becomes.</summary>
    public int Width => IsBinary ? 1 : Categories.Length + (HasMissing ? 1 : 0);

    /// <summary>One name for each number.</summary>
    public IEnumerable<string> Names => IsBinary
        ? [$"{Column}={Categories[1]}"]
        : [.. Categories.Select(category => $"{Column}={category}"), .. HasMissing ? [$"{Column} is missing"] : Array.Empty<string>()];

    /// <summary>Takes the categories from the training part.</summary>
    public static CategoryFeature Fit(TableColumn column, int[] rows)
    {
        string[] categories = CategoryText.Sorted(
            rows.Where(row => !column.IsMissing(row)).Select(column.Category).Distinct(StringComparer.Ordinal));
        if (categories.Length > MostCategories)
        {
            throw new ConfigurationException($"{column.Table.Name}: the column {PrintableText.Quote(column.Name)} has {categories.Length} categories, "
                + $"at most {MostCategories} can be coded. Leave the column out, or make it a number.");
        }

        return new CategoryFeature(column.Name, categories, Array.Exists(rows, column.IsMissing));
    }

    public static CategoryFeature Read(ModelFields fields) => new(fields.Text("column"), fields.Texts("categories"), fields.Flag("missing"));

    public JsonObject ToJson() => new()
    {
        ["column"] = Column,
        ["kind"] = "category",
        ["categories"] = JsonLists.Of(Categories),
        ["missing"] = HasMissing,
    };

    /// <summary>Writes the code of a cell; false where its category is not one of the training part.</summary>
    public bool Write(CellReading reading, ReadOnlySpan<byte> cell, Span<float> code)
    {
        code.Clear();
        if (reading.IsMissing(cell))
        {
            if (HasMissing)
            {
                code[^1] = 1;
            }

            return true;
        }

        if (!_indices.TryGetValue(CategoryText.Of(reading, cell), out int index))
        {
            return false;
        }

        if (IsBinary)
        {
            code[0] = index == 0 ? -1 : 1;
        }
        else
        {
            code[index] = 1;
        }

        return true;
    }
}
