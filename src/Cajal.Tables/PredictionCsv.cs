using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Cajal;

/// <summary>Writes predictions as CSV: one line a row in the table's order, numbers round-trip exact in the invariant culture, lines ended by LF.</summary>
public static class PredictionCsv
{
    /// <summary>
    /// Writes a header and one line a row: the columns passed through, the predicted class, label or value under the target's name
    /// (<c>predicted NAME</c> where a column of that name is passed through), and with <paramref name="probabilities"/> one column
    /// <c>NAME=CLASS</c> for each class.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="target">What was predicted.</param>
    /// <param name="predictions">
    /// Row-major <c>[rows, width]</c>. Classes: a probability for each. Labels: a probability for each. Values: the values in their own units.
    /// </param>
    /// <param name="table">The table that was predicted from; null if nothing is passed through.</param>
    /// <param name="passThrough">Names of columns to repeat in front, such as identifiers.</param>
    /// <param name="probabilities">Whether the probabilities of classes and labels are written.</param>
    /// <exception cref="ConfigurationException">No column has one of the names.</exception>
    /// <exception cref="ArgumentException">The predictions are not whole rows, or not as many as the table has.</exception>
    public static void Write(
        TextWriter writer, TableTarget target, ReadOnlySpan<float> predictions, Table? table = null, IReadOnlyList<string>? passThrough = null,
        bool probabilities = true)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(target);
        TableColumn[] passed = passThrough is null || table is null ? [] : [.. passThrough.Select(name => table[name])];
        int width = target.Kind == TargetKind.Classes ? target.ClassNames.Count : target.Columns.Count;
        if (predictions.Length % width != 0 || (table is not null && predictions.Length / width != table.RowCount))
        {
            throw new ArgumentException($"{predictions.Length} predictions are not {width} for each of the rows"
                + (table is null ? "." : $" ({table.RowCount})."), nameof(predictions));
        }

        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        WriteLine(csv, [.. passed.Select(column => column.Name), .. Header(target, passed, probabilities)]);
        for (int row = 0; row < predictions.Length / width; row++)
        {
            int at = row;
            string[] cells = Cells(target, predictions.Slice(row * width, width), probabilities);
            WriteLine(csv, [.. passed.Select(column => column[at]), .. cells]);
        }
    }

    private static IEnumerable<string> Header(TableTarget target, TableColumn[] passed, bool probabilities)
    {
        foreach (string name in target.Columns)
        {
            yield return Array.Exists(passed, column => column.Name == name) ? $"predicted {name}" : name;
        }

        if (probabilities && target.Kind != TargetKind.Values)
        {
            foreach (int column in Enumerable.Range(0, target.Columns.Count))
            {
                IEnumerable<string> classes = target.Kind == TargetKind.Classes ? target.ClassNames : [target.LabelNames(column)[1]];
                foreach (string name in classes)
                {
                    yield return $"{target.Columns[column]}={name}";
                }
            }
        }
    }

    private static string[] Cells(TableTarget target, ReadOnlySpan<float> row, bool probabilities)
    {
        if (target.Kind == TargetKind.Values)
        {
            return Numbers(row);
        }

        string[] predicted = new string[target.Columns.Count];
        if (target.Kind == TargetKind.Classes)
        {
            predicted[0] = target.ClassNames[FirstLargest(row)];
        }
        else
        {
            for (int column = 0; column < predicted.Length; column++)
            {
                predicted[column] = target.LabelNames(column)[row[column] > 0.5f ? 1 : 0];
            }
        }

        return probabilities ? [.. predicted, .. Numbers(row)] : predicted;
    }

    private static int FirstLargest(ReadOnlySpan<float> row)
    {
        int largest = 0;
        for (int i = 1; i < row.Length; i++)
        {
            largest = row[i] > row[largest] ? i : largest;
        }

        return largest;
    }

    private static string[] Numbers(ReadOnlySpan<float> numbers)
    {
        string[] texts = new string[numbers.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = numbers[i].ToString("R", CultureInfo.InvariantCulture);
        }

        return texts;
    }

    private static void WriteLine(CsvWriter csv, string[] cells)
    {
        foreach (string cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }
}
