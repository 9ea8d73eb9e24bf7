namespace Cajal.Tests.Losses;

/// <summary>The root B of each loss's curvature: BBᵀ is the Hessian of a row's loss, or what stands for it.</summary>
public sealed class CurvatureTests
{
    private static readonly Dictionary<string, LossCase> Cases = LossCases.All.ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_root_times_its_transpose_is_the_Hessian(string name)
    {
        LossCase row = Cases[name];
        var random = new Random(7);
        int size = row.Output.Count;
        var graph = new Graph();
        Node output = graph.Input("output", [1, .. row.Output.Sizes]), target = graph.Input("target", [1, .. row.Target.Shape.Sizes], row.Target.Kind);
        Node vector = graph.Input("vector", output.Shape);
        Node natural = row.Loss.Natural(output);
        Assert.Same(output, natural);
        Node root = row.Loss.CurvatureRoot(natural, target, vector), transposed = row.Loss.CurvatureRootTransposed(natural, target, vector);
        double[] outputs = GradientCheck.Numbers(random, size, -2, 2);
        double[] targets = row.Target.Values(random);
        double[] Apply(Node node, int unit) => node.Evaluate(new NodeValues
        {
            [output] = outputs,
            [target] = targets,
            [vector] = Enumerable.Range(0, size).Select(index => index == unit ? 1.0 : 0).ToArray(),
        });
        double[,] b = PlainMatrix.New(size, size, (_, _) => 0), bt = PlainMatrix.New(size, size, (_, _) => 0);
        for (int unit = 0; unit < size; unit++)
        {
            (double[] column, double[] ofTransposed) = (Apply(root, unit), Apply(transposed, unit));
            for (int index = 0; index < size; index++)
            {
                (b[index, unit], bt[index, unit]) = (column[index], ofTransposed[index]);
            }
        }

        Near.Equal([.. b.Transposed().Cast<double>()], [.. bt.Cast<double>()], 1e-12);
        double[,] product = b.Times(bt);
        if (row.Loss is Huber or MeanAbsoluteError)
        {
            Near.Equal([.. PlainMatrix.New(size, size, (i, j) => i == j ? 1.0 / size : 0).Cast<double>()], [.. product.Cast<double>()], 1e-12);
            return;
        }

        double[,] hessian = PlainMatrix.New(size, size, (i, j) => SecondDifference(row, outputs, targets, i, j));
        Near.Equal([.. hessian.Cast<double>()], [.. product.Cast<double>()], 1e-5);
    }

    private static double SecondDifference(LossCase row, double[] outputs, double[] targets, int i, int j)
    {
        const double Width = 1e-4;
        double At(double a, double b)
        {
            double[] moved = [.. outputs];
            moved[i] += a * Width;
            moved[j] += b * Width;
            return row.Reference(moved, targets);
        }

        return (At(1, 1) - At(1, -1) - At(-1, 1) + At(-1, -1)) / (4 * Width * Width);
    }
}
