using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cajal;

/// <summary>
/// How many rows of each class were predicted as each class: <c>[actual, predicted]</c>. Rows are counted, not weighted. Immutable.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    private ConfusionMatrix(ImmutableArray<string> labels, long[] counts)
    {
        Labels = labels;
        _counts = counts;
    }

    /// <summary>Names of the classes, in the order of rows and columns.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>How many rows of class <paramref name="actual"/> were predicted as <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public long this[int actual, int predicted] =>
        _counts[(Checked(actual, nameof(actual)) * Labels.Length) + Checked(predicted, nameof(predicted))];

    /// <summary>How many rows were counted.</summary>
    public long Total => _counts.Sum();

    /// <summary>How many rows were predicted right: the sum of the diagonal.</summary>
    public long Correct => Enumerable.Range(0, Labels.Length).Sum(k => this[k, k]);

    /// <summary>Counts the rows.</summary>
    /// <param name="rows">Predictions and targets of a classification.</param>
    /// <param name="labels">Names of the classes; "0", "1" … when none are given.</param>
    /// <exception cref="ArgumentException">Another number of labels than classes, or a target is not a class.</exception>
    public static ConfusionMatrix Count(PredictedRows rows, IEnumerable<string>? labels = null)
    {
        int classes = rows.ClassCount;
        ImmutableArray<string> names =
            [.. labels ?? Enumerable.Range(0, classes).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        if (names.Length != classes)
        {
            throw new ArgumentException($"{names.Length} labels for {classes} classes.", nameof(labels));
        }
        long[] counts = new long[classes * classes];
        for (int row = 0; row < rows.Count; row++)
        {
            counts[(rows.TargetClass(row) * classes) + rows.PredictedClass(row)]++;
        }
        return new ConfusionMatrix(names, counts);
    }

    /// <summary>Of the rows predicted as this class the share that is: TP / (TP + FP), 0 when nothing was predicted as it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public double Precision(int classIndex) => Share(classIndex, Enumerable.Range(0, Labels.Length).Sum(k => this[k, classIndex]));

    /// <summary>Of the rows of this class the share predicted as it: TP / (TP + FN), 0 when there are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    public double Recall(int classIndex) => Share(classIndex, Enumerable.Range(0, Labels.Length).Sum(k => this[classIndex, k]));

    /// <summary>Writes the object <c>{"labels": [...], "matrix": [[...], ...]}</c>, one inner array per actual class.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteStartArray("labels"u8);
        foreach (string label in Labels)
        {
            writer.WriteStringValue(label);
        }
        writer.WriteEndArray();
        writer.WriteStartArray("matrix"u8);
        for (int actual = 0; actual < Labels.Length; actual++)
        {
            writer.WriteStartArray();
            for (int predicted = 0; predicted < Labels.Length; predicted++)
            {
                writer.WriteNumberValue(this[actual, predicted]);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A table for people: one line per actual class, one column per predicted class.</summary>
    public override string ToString()
    {
        int width = Math.Max(Labels.Max(label => label.Length), _counts.Max(count => $"{count}".Length));
        var text = new StringBuilder();
        text.Append("actual \\ predicted".PadRight(Math.Max(width, 18)));
        foreach (string label in Labels)
        {
            text.Append("  ").Append(label.PadLeft(width));
        }
        for (int actual = 0; actual < Labels.Length; actual++)
        {
            text.Append('\n').Append(Labels[actual].PadRight(Math.Max(width, 18)));
            for (int predicted = 0; predicted < Labels.Length; predicted++)
            {
                text.Append("  ").Append(this[actual, predicted].ToString(CultureInfo.InvariantCulture).PadLeft(width));
            }
        }
        return text.ToString();
    }

    private double Share(int classIndex, long total) => total == 0 ? 0 : (double)this[classIndex, classIndex] / total;

    private int Checked(int classIndex, string parameter) => (uint)classIndex < (uint)Labels.Length
        ? classIndex
        : throw new ArgumentOutOfRangeException(parameter, classIndex, $"There are {Labels.Length} classes, numbered from 0.");
}
