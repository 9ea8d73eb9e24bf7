namespace Cajal.Cli.Lessons.Graphs;

/// <summary>Gradients as products of Jacobians, and what reuse saves.</summary>
internal sealed class FactorsLesson()
    : Lesson("factors", "a gradient as a product of Jacobians, factor by factor, and what reusing the factors of the layer above saves", "G10")
{
    private static readonly int[] Depths = [4, 16, 64];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        var net = new LectureNet();
        GraphTrace trace = net.Graph.Trace(net.Prediction, net.Values);
        double largest = 0;
        foreach (Node weight in net.Weights.Reverse())
        {
            GradientFactors factors = GradientFactors.Of(trace, weight);
            page.Show(factors);
            largest = Math.Max(largest, factors.Product().Cast<double>().Zip(trace[weight].Gradient, (a, b) => Math.Abs(a - b)).Max());
        }

        IReadOnlyList<double> h3 = trace.Nodes.Single(node => node.Name == "h3").Value;
        JacobianFactor only = GradientFactors.Of(trace, net.Weights[^1]).Factors.Single();
        page.Holds("G10", "∇w₄ŷ = h₃", only.Jacobian.Cast<double>().SequenceEqual(h3));
        page.Check("G10", "products of factors against gradients, largest difference", largest, Bound.AtMost(1e-15));
        page.Say("The factors of a layer begin with those of the layer above. Whoever keeps them multiplies fewer matrices:");
        foreach (int depth in Depths)
        {
            FactorReuse count = FactorReuse.Count(depth);
            page.Show(count);
            page.Check("G10", $"products without reuse, L = {depth}", count.WithoutReuse, Bound.Equal(depth * (depth + 1)));
            page.Check("G10", $"products with reuse, L = {depth}", count.WithReuse, Bound.Equal((3 * depth) - 1));
        }

        FactorReuse[] counts = [.. Enumerable.Range(1, Depths[^1]).Select(layers => FactorReuse.Count(layers))];
        page.DrawCurves("products of matrices for all gradients", "1 layer", $"{Depths[^1]} layers", [
            new("without reuse", [.. counts.Select(count => (double)count.WithoutReuse)]), new("with reuse", [.. counts.Select(count => (double)count.WithReuse)]),
        ]);
    }
}
