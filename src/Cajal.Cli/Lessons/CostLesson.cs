namespace Cajal.Cli.Lessons;

/// <summary>What a gradient costs by three methods.</summary>
internal sealed class CostLesson() : Lesson("cost", "what a gradient costs: one derivative for each weight, finite differences, backpropagation; counted and timed")
{
    private static readonly int[] Widths = [4, 8, 12, 16, 24];

    /// <inheritdoc/>
    public override void Write(TextWriter output)
    {
        output.WriteLine("Nets of three hidden layers of tanh units, one output, one sample; multiply-adds of products as counted, times as measured.");
        output.WriteLine();
        output.WriteLine(GradientCostTable.Measure(Widths));
        output.WriteLine();
        output.WriteLine("The first two grow with weights × forward, the way back costs at most two forward passes.");
    }
}
