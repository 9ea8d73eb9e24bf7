using Cajal.Cli.Lessons.Graphs;

namespace Cajal.Cli.Lessons.Losses;

/// <summary>The same net in the words of five lectures.</summary>
internal sealed class DialectsLesson()
    : Lesson("dialects", "the same in the words of five lectures: costs with penalties, thresholds and biases, Wx and xW, sums and means", "C3", "C4", "C5")
{
    private const int Samples = 6;
    private const double Exact = 1e-12;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("K sigmoid outputs: J = -1/m Σ [y ln h + (1 - y) ln(1 - h)] + λ/2m Σθ², m rows in the batch, the bias not penalised; D = (Δ + λθ)/m.");
        LogisticCost(page);
        page.Say("Another deck: L = -1/|S| Σ ln f + λΩ with Ω = Σ‖W‖² over weight matrices. Both add a multiple of W to ∇W: λ_L/m and 2λ_B, so λ_L = 2m·λ_B.");
        Penalties(page);
        Courses(page);
        page.Say("Fire above 0 or from 0 on; + b, - T or x₀ = 1; Wx, Wᵀx or xW; sum or mean; softmax of two or a sigmoid:");
        Conventions.Check(page, Exact);
    }

    private static void LogisticCost(LessonPage page)
    {
        var net = new PlainNet([4, 5, 3], PlainOutput.Sigmoid, Samples);
        foreach (double lambda in new[] { 0, 0.7 })
        {
            string with = lambda == 0 ? "without λ" : "with λ";
            page.Check("C3", $"{with}: value against the formula in loops", Math.Abs(GraphGradients.CostOf(net, lambda) - CostByHand(net, lambda)),
                Bound.AtMost(Exact));
            double[][,] d = net.Penalised(net.Accumulated(), lambda);
            page.Check("C3", $"{with}: gradient against D = (Δ + λθ)/m, largest difference", Largest(GraphGradients.Of(net, lambda), d), Bound.AtMost(Exact));
        }
    }

    private static double CostByHand(PlainNet net, double lambda)
    {
        double[,] h = net.Outputs();
        double sum = 0;
        for (int row = 0; row < Samples; row++)
        {
            for (int k = 0; k < h.GetLength(1); k++)
            {
                sum -= (net.Y[row, k] * Math.Log(h[row, k])) + ((1 - net.Y[row, k]) * Math.Log(1 - h[row, k]));
            }
        }

        double squares = net.Weights.Sum(theta => Enumerable.Range(1, theta.GetLength(0) - 1).Sum(i => Enumerable.Range(0, theta.GetLength(1)).Sum(j => theta[i, j] * theta[i, j])));
        return (sum / Samples) + (lambda / (2 * Samples) * squares);
    }

    private static void Penalties(LessonPage page)
    {
        const double LambdaB = 0.05;
        var net = new PlainNet([4, 5, 3], PlainOutput.Softmax, Samples);
        double[][,] without = GraphGradients.Of(net, 0);
        double[][,] with = GraphGradients.Of(net, 2 * Samples * LambdaB);
        // What deck B's penalty adds: 2λ_B W, and nothing to the bias in row 0.
        double[][,] expected = [.. without.Select((gradient, layer) => PlainNet.Matrix(
            gradient.GetLength(0), gradient.GetLength(1), (i, j) => gradient[i, j] + (i == 0 ? 0 : 2 * LambdaB * net.Weights[layer][i, j])))];
        page.Check("C4", "gradient of -1/|S| Σ ln f + λΩ, largest difference", Largest(with, expected), Bound.AtMost(Exact));
        page.Check("C4", "what the penalty adds to the bias",
            with.Zip(without, (a, b) => Enumerable.Range(0, a.GetLength(1)).Max(j => Math.Abs(a[0, j] - b[0, j]))).Max(), Bound.Equal(0));
        page.Check("C5", "λ_L = 2m·λ_B: gradients, largest difference", Largest(with, expected), Bound.AtMost(Exact));
        page.Check("C4", "a step of Fit with L2 = 2λ_B: change of a bias by the penalty", OneStep(2 * LambdaB).Bias - OneStep(0).Bias, Bound.Equal(0));
        page.Check("C4", "a step of Fit with L2 = 2λ_B: change of a weight by the penalty, of -η·2λ_B·w",
            (OneStep(2 * LambdaB).Weight - OneStep(0).Weight) / (-0.1 * 2 * LambdaB * OneStep(0).Before), Bound.Within(1, 1e-4));
    }

    /// <summary>The cost with all weights scaled, by either penalty: the two are one line.</summary>
    private static void Courses(LessonPage page)
    {
        const double LambdaB = 0.05;
        double[][] costs = [.. Enumerable.Range(0, 81).Select(step =>
        {
            var net = new PlainNet([4, 5, 3], PlainOutput.Softmax, Samples);
            double squares = 0;
            foreach (double[,] theta in net.Weights)
            {
                for (int place = theta.GetLength(1); place < theta.Length; place++)
                {
                    (int i, int j) = Math.DivRem(place, theta.GetLength(1));
                    theta[i, j] *= step / 40.0;
                    squares += theta[i, j] * theta[i, j];
                }
            }

            double data = GraphGradients.CostOf(net, 0);
            return new[] { data, GraphGradients.CostOf(net, 2 * Samples * LambdaB), data + (LambdaB * squares) };
        })];
        page.Say("The cost of 4-5-3 with all weights times s: both penalties are one line, and pull the minimum towards 0.");
        page.DrawCurves("cost with all weights times s", "s = 0", "2", [
            new("without a penalty", [.. costs.Select(cost => cost[0])]), new("λ_L/2m Σθ², λ_L = 2m·λ_B", [.. costs.Select(cost => cost[1])]),
            new("λ_B Σ‖W‖² (the same line)", [.. costs.Select(cost => cost[2])]),
        ]);
    }

    /// <summary>One step of descent at rate 0.1 on a single linear unit.</summary>
    private static (double Before, double Weight, double Bias) OneStep(double l2)
    {
        Sequential unit = new Sequential { new Dense(1) }.Build([1], seed: 0).Compile(new Sgd(0.1), new HalfSquaredError()).With([2, 1]);
        unit.Fit(new Dataset([1, -1], [1], Targets.Labels([1, 0], ["y"])).WithTargets(Targets.Values([1, -1])), new FitOptions { Epochs = 1, BatchSize = 2, L2 = l2 });
        float[] after = unit.Unroll().ToArray();
        return (2, after[0], after[1]);
    }

    private static double Largest(double[][,] one, double[][,] other) => one.Zip(other, (a, b) => a.Cast<double>().Zip(b.Cast<double>(), (x, y) => Math.Abs(x - y)).Max()).Max();
}
