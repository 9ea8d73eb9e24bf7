namespace Cajal.Cli.Lessons;

/// <summary>Gradients as products of Jacobians, and what reuse saves.</summary>
internal sealed class FactorsLesson() : Lesson("factors", "a gradient as a product of Jacobians, factor by factor, and what reusing the factors of the layer above saves")
{
    private static readonly int[] Depths = [4, 16, 64];

    /// <inheritdoc/>
    public override void Write(TextWriter output)
    {
        var net = new LectureNet();
        GraphTrace trace = net.Graph.Trace(net.Prediction, net.Values);
        foreach (Node weight in net.Weights.Reverse())
        {
            output.WriteLine(GradientFactors.Of(trace, weight));
            output.WriteLine();
        }

        foreach (int depth in Depths)
        {
            output.WriteLine(FactorReuse.Count(depth));
        }
    }
}
