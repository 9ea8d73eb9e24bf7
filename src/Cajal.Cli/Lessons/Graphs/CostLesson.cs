namespace Cajal.Cli.Lessons.Graphs;

/// <summary>What a gradient costs by three methods.</summary>
internal sealed class CostLesson()
    : Lesson("cost", "what a gradient costs: one derivative for each weight, finite differences, backpropagation; counted and timed", "G5")
{
    private static readonly int[] Widths = [4, 8, 12, 16, 24];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Nets of three hidden layers of tanh units, one output, one sample; multiply-adds of products as counted, times as measured.");
        GradientCostTable table = GradientCostTable.Measure(Widths);
        page.Show(table);
        page.DrawCurves("multiply-adds of a gradient by width", $"width {Widths[0]}", $"{Widths[^1]}", [
            new("one derivative for each weight", [.. table.Rows.Select(row => (double)row.OnePerWeight)]),
            new("finite differences", [.. table.Rows.Select(row => (double)row.Differences)]),
            new("backpropagation", [.. table.Rows.Select(row => (double)row.Backward)]),
        ]);
        page.Say("The first two grow with weights × forward, the way back costs at most two forward passes.");

        double Share(Func<GradientCostRow, double> cost, GradientCostRow row) => cost(row) / ((double)row.Weights * row.Forward);
        page.Check("G5", "widths measured", table.Rows.Count, Bound.Equal(5));
        page.Check("G5", "one derivative a weight, least share of weights × forward", table.Rows.Min(row => Share(each => each.OnePerWeight, row)),
            Bound.AtLeast(1));
        page.Check("G5", "one derivative a weight, largest share of weights × forward", table.Rows.Max(row => Share(each => each.OnePerWeight, row)),
            Bound.AtMost(3));
        page.Check("G5", "finite differences, least share of weights × forward", table.Rows.Min(row => Share(each => each.Differences, row)), Bound.Equal(2));
        page.Check("G5", "finite differences, largest share of weights × forward", table.Rows.Max(row => Share(each => each.Differences, row)), Bound.Equal(2));
        page.Check("G5", "backpropagation, largest share of forward", table.Rows.Max(row => (double)row.Backward / row.Forward), Bound.AtMost(2));
        page.Check("G5", "largest disagreement of the three gradients", table.Rows.Max(row => row.LargestDisagreement), Bound.AtMost(1e-8));
    }
}
