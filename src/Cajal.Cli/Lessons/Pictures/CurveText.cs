using System.Globalization;

namespace Cajal.Cli.Lessons.Pictures;

/// <summary>Curves drawn with characters, a letter for each.</summary>
internal static class CurveText
{
    private const int Columns = 72;
    private const int Lines = 14;
    private const double LogarithmicFrom = 20;
    private const double LargestSpan = 1e8;

    /// <summary>Draws curves over one another, and what the letters stand for below; where they meet, the first one is seen.</summary>
    public static string Draw(IReadOnlyList<Curve> curves)
    {
        double[] finite = [.. curves.SelectMany(curve => curve.Values).Where(double.IsFinite)];
        (double low, double high) = (Math.Max(finite.Min(), finite.Max() > 0 ? finite.Max() / LargestSpan : finite.Min()), finite.Max());
        bool isLogarithmic = low > 0 && high / low > LogarithmicFrom;
        double Scaled(double value) => isLogarithmic ? Math.Log(Math.Clamp(value, low, high)) : value;
        double span = Math.Max(Scaled(high) - Scaled(low), double.Epsilon);
        char[][] canvas = [.. Enumerable.Range(0, Lines).Select(_ => Enumerable.Repeat(' ', Columns).ToArray())];
        int longest = curves.Max(curve => curve.Values.Count);
        foreach ((int index, Curve curve) in curves.Index().Reverse())
        {
            for (int column = 0; column < Columns; column++)
            {
                int at = (int)Math.Round((double)column * (longest - 1) / (Columns - 1));
                if (at < curve.Values.Count && double.IsFinite(curve.Values[at]))
                {
                    int line = (int)Math.Round((Scaled(high) - Scaled(curve.Values[at])) / span * (Lines - 1));
                    canvas[Math.Clamp(line, 0, Lines - 1)][column] = Letter(index);
                }
            }
        }

        string Label(int line) => line == 0 ? Number(high) : line == Lines - 1 ? Number(low) : "";
        return string.Join("\n", [
            .. canvas.Select((cells, line) => $"{Label(line),9} |{new string(cells).TrimEnd()}"),
            $"{"",9} +{new string('-', Columns)}{(isLogarithmic ? "  (logarithmic)" : "")}",
            .. curves.Select((curve, index) => $"{"",11}{Letter(index)}  {curve.Name}"),
        ]);
    }

    private static char Letter(int index) => (char)('a' + index);

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
