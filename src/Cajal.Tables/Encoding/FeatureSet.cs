using System.Text.Json.Nodes;

namespace Cajal.Tables;

/// <summary>
/// All features of a model in the order of their numbers in a row: first the numbers and dates, then the flags of those that have one,
/// then the categories. So all that is no code stands together at the beginning.
/// </summary>
internal sealed class FeatureSet
{
    private readonly NumberFeature[] _flagged;

    private FeatureSet(NumberFeature[] numbers, CategoryFeature[] categories)
    {
        Numbers = numbers;
        Categories = categories;
        _flagged = [.. numbers.Where(number => number.HasFlag)];
        Names = Distinct([
            .. numbers.Select(number => number.Column), .. _flagged.Select(number => number.FlagName), .. categories.SelectMany(category => category.Names)]);
    }

    public NumberFeature[] Numbers { get; }

    public CategoryFeature[] Categories { get; }

    /// <summary>Name of each number in a row.</summary>
    public string[] Names { get; }

    /// <summary>Numbers in a row.</summary>
    public int Width => Names.Length;

    /// <summary>The table's columns that are read, in the order of <see cref="Numbers"/> and <see cref="Categories"/>.</summary>
    public IEnumerable<string> Columns => [.. Numbers.Select(number => number.Column), .. Categories.Select(category => category.Column)];

    /// <summary>For each of <see cref="Columns"/> the numbers that it becomes.</summary>
    public IReadOnlyList<FeatureGroup> Groups()
    {
        var groups = new List<FeatureGroup>();
        int flag = Numbers.Length;
        for (int i = 0; i < Numbers.Length; i++)
        {
            groups.Add(new FeatureGroup(Numbers[i].Column, Numbers[i].HasFlag ? [i, flag++] : [i]));
        }

        int start = flag;
        foreach (CategoryFeature category in Categories)
        {
            groups.Add(new FeatureGroup(category.Column, [.. Enumerable.Range(start, category.Width)]));
            start += category.Width;
        }

        return groups;
    }

    public static FeatureSet Fit(IReadOnlyList<TableColumn> columns, int[] rows) => new(
        [.. columns.Where(column => column.Type != ColumnType.Category).Select(column => NumberFeature.Fit(column, rows))],
        [.. columns.Where(column => column.Type == ColumnType.Category).Select(column => CategoryFeature.Fit(column, rows))]);

    public JsonArray ToJson() =>
        new([.. Numbers.Select(number => (JsonNode)number.ToJson()), .. Categories.Select(category => (JsonNode)category.ToJson())]);

    public static FeatureSet Read(ModelFields fields, string field)
    {
        var numbers = new List<NumberFeature>();
        var categories = new List<CategoryFeature>();
        foreach (JsonObject json in fields.Objects(field))
        {
            var feature = new ModelFields("Table feature", json);
            string kind = feature.Text("kind");
            if (kind == "category")
            {
                categories.Add(CategoryFeature.Read(feature));
            }
            else if (kind is "number" or "date")
            {
                numbers.Add(new NumberFeature(feature.Text("column"), kind == "date", feature.Number("mean"), feature.Flag("missing")));
            }
            else
            {
                throw feature.Error($"kind {PrintableText.Quote(kind)} is not known, expected number, date or category.");
            }
        }

        return new FeatureSet([.. numbers], [.. categories]);
    }

    /// <summary>Writes the numbers of one row, not yet scaled.</summary>
    /// <param name="reading">What counts as missing.</param>
    /// <param name="row">Gives the cells.</param>
    /// <param name="code">As many places as <see cref="Width"/>.</param>
    /// <param name="unseen">Told of categories that the training part did not have; null where nobody asks.</param>
    /// <exception cref="DataException">A cell is no number or no date.</exception>
    public void Write<TRow>(CellReading reading, TRow row, Span<float> code, UnseenCategories? unseen)
        where TRow : IFeatureRow
    {
        int flag = Numbers.Length;
        for (int i = 0; i < Numbers.Length; i++)
        {
            (code[i], bool isMissing) = Numbers[i].Read(reading, row, i);
            if (Numbers[i].HasFlag)
            {
                code[flag++] = isMissing ? 1 : 0;
            }
        }

        int start = flag;
        for (int i = 0; i < Categories.Length; i++)
        {
            ReadOnlySpan<byte> cell = row.Cell(Numbers.Length + i);
            if (!Categories[i].Write(reading, cell, code.Slice(start, Categories[i].Width)))
            {
                unseen?.Add(i, cell);
            }

            start += Categories[i].Width;
        }
    }

    /// <summary>How the training table spells a truth value in a column: as 1 or 0, or as one of its categories.</summary>
    public string SpellingOf(string column, bool truth)
    {
        string[] spellings = truth ? ["1", "true", "True", "TRUE", "yes", "Yes", "YES"] : ["0", "false", "False", "FALSE", "no", "No", "NO"];
        CategoryFeature? category = Array.Find(Categories, one => one.Column == column);
        return category is null ? spellings[0] : Array.Find(spellings, category.Categories.Contains) ?? spellings[1];
    }

    // A column called "a=b" beside a column "a" with a category "b" would give two features one name.
    private static string[] Distinct(string[] names)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var distinct = new string[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            distinct[i] = names[i];
            for (int again = 2; !taken.Add(distinct[i]); again++)
            {
                distinct[i] = FormattableString.Invariant($"{names[i]} ({again})");
            }
        }

        return distinct;
    }
}
