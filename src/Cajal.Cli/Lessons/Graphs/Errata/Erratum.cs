using System.Globalization;

namespace Cajal.Cli.Lessons.Graphs.Errata;

/// <summary>A slip of a lecture's slides, with proof by numbers.</summary>
/// <param name="Deck">Whose slides.</param>
/// <param name="Quantity">What the formulas say they are.</param>
/// <param name="PrintedForm">The formula as printed.</param>
/// <param name="RightForm">The right one.</param>
/// <param name="Printed">Numbers by the printed formula.</param>
/// <param name="Right">Numbers by the right one.</param>
/// <param name="Difference">Two-sided finite differences of the quantity.</param>
internal sealed record Erratum(
    string Deck, string Quantity, string PrintedForm, string RightForm, double[] Printed, double[] Right, double[] Difference)
{
    /// <summary>The three side by side.</summary>
    public override string ToString() => string.Join("\n",
        $"{Deck}: {Quantity}",
        $"  printed     {PrintedForm,-44} {Numbers(Printed)}",
        $"  right       {RightForm,-44} {Numbers(Right)}",
        $"  difference  {"(J(+ε) - J(-ε)) / 2ε",-44} {Numbers(Difference)}");

    private static string Numbers(double[] values) => string.Join("  ", values.Select(value => value.ToString("F8", CultureInfo.InvariantCulture).PadLeft(12)));
}
