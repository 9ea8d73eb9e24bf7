namespace Cajal.Cli.Rendering;

/// <summary>Bars of characters, all on one scale: to the right of a common zero, or to its left where they are negative.</summary>
internal sealed class TextBars
{
    private const int Longest = 28;
    private readonly double unit;
    private readonly int left;
    private readonly char block;

    /// <summary>Bars for these numbers.</summary>
    public TextBars(bool hasUnicode, IReadOnlyCollection<double> values)
    {
        double high = Math.Max(0, values.DefaultIfEmpty(0).Max());
        double low = Math.Min(0, values.DefaultIfEmpty(0).Min());
        unit = high > low ? Longest / (high - low) : 0;
        left = (int)Math.Round(-low * unit);
        block = hasUnicode ? '█' : '#';
    }

    /// <summary>The bar of a number.</summary>
    public string Of(double value)
    {
        int length = (int)Math.Round(Math.Abs(value) * unit);
        string bar = new(block, length);
        return value < 0 ? new string(' ', Math.Max(0, left - length)) + bar : new string(' ', left) + bar;
    }
}
