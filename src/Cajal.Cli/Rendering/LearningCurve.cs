using System.Globalization;

namespace Cajal.Cli.Rendering;

/// <summary>
/// The loss of training (thin line) and validation (thick line) over the epochs, drawn with characters. Where the losses span more than a
/// factor of twenty, the vertical axis is logarithmic.
/// </summary>
internal sealed class LearningCurve
{
    private const int Height = 10;
    private const int LabelWidth = 9;
    private const int WidestPlot = 72;
    private const double LogarithmicFrom = 20;

    // A training loss that falls to nothing would leave no room for the rest; what is lower lies on the bottom line.
    private const double LargestSpan = 1e4;

    private static readonly int[] LabelledRows = [0, Height / 2, Height - 1];

    private readonly double[] training;
    private readonly double[] validation;
    private readonly int bestEpoch;
    private readonly bool unicode;
    private readonly double lowest;
    private readonly double low;
    private readonly double high;

    /// <summary>Prepares a drawing.</summary>
    /// <param name="training">Training loss of each epoch.</param>
    /// <param name="validation">Validation loss of each epoch; empty where there is none.</param>
    /// <param name="bestEpoch">The epoch whose weights were kept, from 1.</param>
    /// <param name="unicode">Whether characters beyond ASCII may be used.</param>
    public LearningCurve(IReadOnlyList<double> training, IReadOnlyList<double> validation, int bestEpoch, bool unicode)
    {
        double[] finite = [.. training.Concat(validation).Where(double.IsFinite)];
        (low, high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        low = Math.Max(low, high / LargestSpan);
        lowest = low;
        IsLogarithmic = low > 0 && high / low > LogarithmicFrom;
        this.training = [.. training.Select(Scaled)];
        this.validation = [.. validation.Select(Scaled)];
        (low, high) = (Scaled(low), Scaled(high));
        this.bestEpoch = bestEpoch;
        this.unicode = unicode;
    }

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>The drawing; empty for fewer than two epochs.</summary>
    /// <param name="width">Columns of text at most.</param>
    public IReadOnlyList<string> Lines(int width)
    {
        int columns = Math.Min(WidestPlot, width - LabelWidth - 2);
        if (training.Length < 2 || columns < 10)
        {
            return [];
        }

        char[][] canvas = [.. Enumerable.Range(0, Height).Select(_ => Enumerable.Repeat(' ', columns).ToArray())];
        Draw(canvas, training, unicode ? "─│╭╮╰╯" : "......");
        Draw(canvas, validation, unicode ? "━┃┏┓┗┛" : "######");
        return [Legend(), .. canvas.Select(Row), .. Axis(columns)];
    }

    private string Legend()
    {
        (string thin, string thick) = unicode ? ("──", "━━") : ("..", "##");
        string second = validation.Length > 0 ? $"   {thick} validation" : "";
        return $"loss   {thin} training{second}{(IsLogarithmic ? "   (logarithmic scale)" : "")}";
    }

    private string Row(char[] cells, int row)
    {
        bool labelled = LabelledRows.Contains(row);
        string label = labelled ? Label(row) : "";
        string tick = (unicode, labelled) switch { (true, true) => "┤", (true, false) => "│", (false, true) => "+", _ => "|" };
        return $"{label.PadLeft(LabelWidth)} {tick}{new string(cells).TrimEnd()}";
    }

    /// <summary>The loss on a row: three digits, or as many as it takes to tell the labels of the axis apart.</summary>
    private string Label(int row)
    {
        const int MostDigits = 7;
        int digits = 3;
        while (digits < MostDigits && LabelledRows.Select(one => Text(one, digits)).Distinct().Count() < LabelledRows.Length)
        {
            digits++;
        }

        return Text(row, high > low ? digits : 3);
    }

    private string Text(int row, int digits)
    {
        double value = high - ((high - low) * row / (Height - 1));
        return (IsLogarithmic ? Math.Exp(value) : value).ToString($"G{digits}", CultureInfo.InvariantCulture);
    }

    private IEnumerable<string> Axis(int columns)
    {
        string indent = new(' ', LabelWidth + 2);
        yield return unicode ? $"{new string(' ', LabelWidth + 1)}└{new string('─', columns)}" : $"{new string(' ', LabelWidth + 1)}+{new string('-', columns)}";
        int best = (int)Math.Round((double)(Math.Clamp(bestEpoch, 1, training.Length) - 1) * (columns - 1) / (training.Length - 1));
        string mark = unicode ? $"▲ best: epoch {bestEpoch}" : $"^ best: epoch {bestEpoch}";
        int at = Math.Max(0, Math.Min(best, columns - mark.Length));
        string shown = best > at ? $"{mark[2..]} {mark[0]}" : mark;    // the mark itself stays under its epoch
        string last = $"{training.Length}";
        yield return $"{indent}{"1".PadRight(columns - last.Length)}{last}  epoch";
        yield return $"{indent}{new string(' ', best > at ? Math.Max(0, best + 1 - shown.Length) : at)}{shown}";
    }

    /// <summary>Draws a line through the canvas: flat, upright, and the four corners come from <paramref name="strokes"/>.</summary>
    private void Draw(char[][] canvas, double[] values, string strokes)
    {
        if (values.Length < 2)
        {
            return;
        }

        int columns = canvas[0].Length;
        int before = RowOf(values[0]);
        for (int column = 0; column < columns; column++)
        {
            int row = RowOf(At(values, (double)column / (columns - 1)));
            if (row == before)
            {
                canvas[row][column] = strokes[0];
                continue;
            }

            bool falls = row > before;
            canvas[before][column] = strokes[falls ? 3 : 5];
            canvas[row][column] = strokes[falls ? 4 : 2];
            for (int between = Math.Min(row, before) + 1; between < Math.Max(row, before); between++)
            {
                canvas[between][column] = strokes[1];
            }

            before = row;
        }
    }

    /// <summary>The value at a share of the way from the first epoch to the last, between two epochs on the straight line.</summary>
    private static double At(double[] values, double share)
    {
        double place = share * (values.Length - 1);
        int left = Math.Min((int)place, values.Length - 2);
        double part = place - left;
        return (values[left] * (1 - part)) + (values[left + 1] * part);
    }

    private int RowOf(double value) => high > low && double.IsFinite(value)
        ? Math.Clamp((int)Math.Round((high - value) / (high - low) * (Height - 1)), 0, Height - 1)
        : double.IsFinite(value) ? Height / 2 : 0;

    private double Scaled(double value) => IsLogarithmic ? Math.Log(Math.Max(value, lowest)) : value;
}
