using System.Text;

namespace Cajal.Tables;

/// <summary>
/// What one pass over a column finds: how many cells are missing, numbers, dates or other text, and how many different values there are.
/// </summary>
internal sealed class ColumnProfile
{
    /// <summary>From this share of its present cells on a column counts as numbers (or dates), and the other cells as mistakes.</summary>
    private const double MostlyShare = 0.8;

    private ColumnProfile(Dictionary<double, int>? numbers, Dictionary<string, int>? texts)
    {
        Numbers = numbers;
        Texts = texts;
    }

    /// <summary>Cells in all.</summary>
    public int Rows { get; private init; }

    /// <summary>Cells without a value.</summary>
    public int Missing { get; private init; }

    /// <summary>Cells with a value.</summary>
    public int Present => Rows - Missing;

    /// <summary>Whether the column is one of numbers, some mistakes allowed.</summary>
    public bool HoldsNumbers => Numbers is not null;

    /// <summary>Whether the column is one of dates, some mistakes allowed.</summary>
    public bool HoldsDates { get; private init; }

    /// <summary>Cells that are no number in a column of numbers, no date in one of dates.</summary>
    public int Mistakes { get; private init; }

    /// <summary>The first such cell's row, from 0; −1 where there is none.</summary>
    public int FirstMistake { get; private init; } = -1;

    /// <summary>How often each number occurs, for a column of numbers; of days for one of dates.</summary>
    public IReadOnlyDictionary<double, int>? Numbers { get; }

    /// <summary>How often each text occurs, for every other column.</summary>
    public IReadOnlyDictionary<string, int>? Texts { get; }

    /// <summary>Different values.</summary>
    public int Distinct => Numbers?.Count ?? Texts!.Count;

    /// <summary>Smallest number (or day).</summary>
    public double Minimum { get; private init; } = double.NaN;

    /// <summary>Largest number (or day).</summary>
    public double Maximum { get; private init; } = double.NaN;

    /// <summary>Mean of the numbers (or days).</summary>
    public double Mean { get; private init; } = double.NaN;

    /// <summary>Whether all numbers are integers.</summary>
    public bool HoldsIntegers { get; private init; }

    /// <summary>Whether the numbers count up by one from row to row.</summary>
    public bool CountsUp { get; private init; }

    /// <summary>Looks at every cell.</summary>
    public static ColumnProfile Of(TableColumn column)
    {
        int missing = 0, numbers = 0, notFinite = 0, dates = 0;
        for (int row = 0; row < column.Count; row++)
        {
            CellKind kind = column.Number(row, out _);
            missing += kind == CellKind.Missing ? 1 : 0;
            numbers += kind == CellKind.Number ? 1 : 0;
            notFinite += kind == CellKind.NotFinite ? 1 : 0;
            dates += kind == CellKind.Text && DateText.TryRead(column.Cell(row), out _) ? 1 : 0;
        }

        int present = column.Count - missing;
        if (numbers > 0 && numbers + notFinite >= MostlyShare * present)
        {
            return OfNumbers(column, missing, isDate: false);
        }

        return dates > 0 && dates >= MostlyShare * present ? OfNumbers(column, missing, isDate: true) : OfTexts(column, missing);
    }

    /// <summary>The profile of a column as text, whatever it holds: for columns that the user calls a category.</summary>
    public static ColumnProfile OfTexts(TableColumn column) =>
        OfTexts(column, Enumerable.Range(0, column.Count).Count(column.IsMissing));

    private static ColumnProfile OfNumbers(TableColumn column, int missing, bool isDate)
    {
        var counts = new Dictionary<double, int>();
        double sum = 0, minimum = double.PositiveInfinity, maximum = double.NegativeInfinity, previous = double.NaN;
        int mistakes = 0, firstMistake = -1;
        bool areIntegers = true, countsUp = true;
        for (int row = 0; row < column.Count; row++)
        {
            double value = 0;
            CellKind kind = isDate ? column.Date(row, out value) : column.Number(row, out value);
            if (kind != CellKind.Number)
            {
                countsUp = false;
                if (kind != CellKind.Missing)
                {
                    mistakes++;
                    firstMistake = firstMistake < 0 ? row : firstMistake;
                }

                continue;
            }

            counts[value] = counts.GetValueOrDefault(value) + 1;
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
            areIntegers &= value == Math.Floor(value);
            countsUp &= row == 0 || value == previous + 1;
            previous = value;
        }

        return new ColumnProfile(counts, texts: null)
        {
            Rows = column.Count,
            Missing = missing,
            HoldsDates = isDate,
            Mistakes = mistakes,
            FirstMistake = firstMistake,
            Minimum = minimum,
            Maximum = maximum,
            Mean = sum / (column.Count - missing - mistakes),
            HoldsIntegers = areIntegers,
            CountsUp = countsUp && areIntegers,
        };
    }

    private static ColumnProfile OfTexts(TableColumn column, int missing)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < column.Count; row++)
        {
            if (!column.IsMissing(row))
            {
                string text = Encoding.UTF8.GetString(column.Cell(row));
                counts[text] = counts.GetValueOrDefault(text) + 1;
            }
        }

        return new ColumnProfile(numbers: null, counts) { Rows = column.Count, Missing = missing };
    }
}
