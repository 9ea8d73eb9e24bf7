using System.Globalization;
using Cajal.Derivatives;

namespace Cajal;

/// <summary>
/// Why backpropagation: the gradient of a net by one derivative for each weight, by finite differences and by backpropagation, with the
/// multiply-adds counted and the times measured. The first two cost weights × forward passes, the last at most two forward passes more.
/// </summary>
/// <example><code>Console.WriteLine(GradientCostTable.Measure([4, 8, 16, 32, 64]));</code></example>
public sealed class GradientCostTable
{
    private GradientCostTable(IReadOnlyList<GradientCostRow> rows) => Rows = rows;

    /// <summary>One row for each width.</summary>
    public IReadOnlyList<GradientCostRow> Rows { get; }

    /// <summary>Measures nets of three hidden layers of tanh units, without biases, with one output, on one sample.</summary>
    /// <param name="widths">Units of each layer, a net for each.</param>
    /// <param name="seed">Seed of weights and sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width is below 1.</exception>
    public static GradientCostTable Measure(IReadOnlyList<int> widths, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(widths);
        var rows = new List<GradientCostRow>();
        foreach (int width in widths)
        {
            using var cost = new GradientCost(NumberChecks.Count("GradientCostTable", nameof(widths), width), seed);
            rows.Add(cost.Measure());
        }

        return new GradientCostTable(rows);
    }

    /// <summary>The table; multiply-adds are those of matrix products.</summary>
    public override string ToString()
    {
        string head = $"{"width",5} {"weights",8} {"forward",8} | {"one per weight",14} {"differences",12} {"backward",9} | {"per weight",12} {"differences",12} {"gradient",12}";
        return string.Join("\n", [head, .. Rows.Select(Line)]);
    }

    private static string Line(GradientCostRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{row.Width,5} {row.Weights,8} {row.Forward,8} | {row.OnePerWeight,14} {row.Differences,12} {row.Backward,9} | {Microseconds(row.OnePerWeightTime),9} µs {Microseconds(row.DifferencesTime),9} µs {Microseconds(row.BackwardTime),9} µs");

    private static string Microseconds(TimeSpan time) => time.TotalMicroseconds.ToString("F1", CultureInfo.InvariantCulture);
}
