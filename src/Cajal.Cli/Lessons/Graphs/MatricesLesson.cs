using System.Globalization;

namespace Cajal.Cli.Lessons.Graphs;

/// <summary>Backpropagation as recursion over layers, by accumulators and by matrices, against the gradients of the graph.</summary>
internal sealed class MatricesLesson()
    : Lesson("matrices", "δ layer by layer: Δ accumulated sample by sample, and as matrices, and the graph's own gradients: all the same", "G4")
{
    private const double Lambda = 0.7;
    private const int Samples = 6;

    private static readonly (string Name, int[] Sizes, PlainOutput Output)[] Nets =
    [
        ("2-3-2, ½‖z - y‖² of sigmoids", [2, 3, 2], PlainOutput.SquaredSigmoid),
        ("4-5-4-3, K sigmoids", [4, 5, 4, 3], PlainOutput.Sigmoid),
        ("7-6-3, softmax", [7, 6, 3], PlainOutput.Softmax),
        ("2-3-4-3-1, linear", [2, 3, 4, 3, 1], PlainOutput.Linear),
    ];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("""
            Forward: a¹ = x, a^(l+1) = f([1 a^l] Θ^l), the bias in the first row of Θ.
            Back:    δ^L = a - y, or (z - y) ⊙ z(1 - z) for squared error behind sigmoids; δ^l = δ^(l+1) (Θ^l)ᵀ ⊙ f′, without the bias.
            Sums:    Δ^l += [1 a^l]ᵀ δ^(l+1), sample by sample or all rows at once; D = (Δ + λθ)/m, the bias not penalised.
            """);
        var example = new PlainNet(Nets[0].Sizes, Nets[0].Output, Samples);
        page.Say("Δ of the first layer of 2-3-2, bias in the first row:");
        page.Show(Text(example.Matrices()[0]));
        page.Draw(GraphGradients.Draw(example, Nets[0].Name));
        foreach ((string name, int[] sizes, PlainOutput output) in Nets)
        {
            foreach (double lambda in new[] { 0, Lambda })
            {
                var net = new PlainNet(sizes, output, Samples);
                double[][,] graph = GraphGradients.Of(net, lambda);
                string with = lambda == 0 ? name : $"{name}, λ = {lambda.ToString(CultureInfo.InvariantCulture)}";
                page.Check("G4", $"{with}: matrices against the graph, largest difference", Largest(graph, net.Penalised(net.Matrices(), lambda)),
                    Bound.AtMost(1e-12));
                page.Check("G4", $"{with}: accumulated against the graph, largest difference",
                    Largest(graph, net.Penalised(net.Accumulated(), lambda)), Bound.AtMost(1e-12));
            }
        }
    }

    private static double Largest(double[][,] one, double[][,] other) =>
        one.Zip(other, (a, b) => a.Cast<double>().Zip(b.Cast<double>(), (x, y) => Math.Abs(x - y)).Max()).Max();

    private static string Text(double[,] matrix) => string.Join("\n", Enumerable.Range(0, matrix.GetLength(0)).Select(row =>
        string.Join(" ", Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column].ToString("F6", CultureInfo.InvariantCulture).PadLeft(10)))));
}
