namespace Cajal.Tests.Derivatives;

/// <summary>G5: O(nodes²) for one derivative per weight and for finite differences, O(nodes) for backpropagation, counted.</summary>
public sealed class GradientCostTests
{
    [Fact]
    public void The_naive_ways_cost_weights_times_forward_and_the_way_back_at_most_two_forward_passes()
    {
        GradientCostTable table = GradientCostTable.Measure([2, 4, 8, 12, 16]);

        Assert.Equal([2, 4, 8, 12, 16], table.Rows.Select(row => row.Width));
        foreach (GradientCostRow row in table.Rows)
        {
            // Without biases a forward pass of one sample uses each weight once.
            Assert.Equal((3 * row.Width * row.Width) + row.Width, row.Weights);
            Assert.Equal(row.Weights, row.Forward);
            Assert.Equal(2 * row.Weights * row.Forward, row.Differences);
            Assert.InRange((double)row.OnePerWeight / (row.Weights * row.Forward), 1, 3);
            Assert.InRange((double)row.Backward / row.Forward, 0, 2);
            Assert.InRange(row.LargestDisagreement, 0, 1e-8);
        }

        // Times depend on the machine: they are shown, only that they were taken is asserted.
        Assert.All(table.Rows, row => Assert.True(row.BackwardTime > TimeSpan.Zero && row.OnePerWeightTime > TimeSpan.Zero && row.DifferencesTime > TimeSpan.Zero));
        Assert.Equal(6, table.ToString().Split('\n').Length);
    }

    [Fact]
    public void A_width_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => GradientCostTable.Measure([4, 0]));
}
