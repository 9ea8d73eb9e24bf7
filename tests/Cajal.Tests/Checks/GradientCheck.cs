using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Tests;

/// <summary>Central differences in float64 against the graph's gradients, element by element.</summary>
internal static class GradientCheck
{
    /// <summary>Checks dL/dx for all inputs, L being a fixed weighted sum of the output (so that each output element counts differently).</summary>
    /// <returns>The largest of |a − n| − 1e-7·max(|a|, |n|), to be at most 1e-9.</returns>
    public static double WorstExcess(Node output, IReadOnlyDictionary<Node, double[]> values)
    {
        Graph graph = output.Graph;
        Node weights = graph.Input("weights", output.Shape);
        Node loss = (output * weights).Sum();
        Node[] inputs = [.. values.Keys.Where(node => node.Kind == Kind.Real)];
        IReadOnlyList<Node> gradients = loss.Gradients(inputs);
        var random = new Random(5);
        var all = new Dictionary<Node, double[]>(values) { [weights] = Numbers(random, output.Shape.Count, 0.5, 1.5) };
        Dictionary<Node, double[]> exact = Evaluate([loss, .. gradients], all);

        double worst = 0;
        for (int index = 0; index < inputs.Length; index++)
        {
            for (int element = 0; element < inputs[index].Shape.Count; element++)
            {
                double numeric = Difference(loss, all, inputs[index], element);
                double analytic = exact[gradients[index]][element];
                double excess = Math.Abs(analytic - numeric) - (1e-7 * Math.Max(Math.Abs(analytic), Math.Abs(numeric)));
                worst = double.IsNaN(excess) ? double.PositiveInfinity : Math.Max(worst, excess);
            }
        }

        return worst;
    }

    public static Dictionary<Node, double[]> Evaluate(IEnumerable<Node> outputs, IReadOnlyDictionary<Node, double[]> inputs) =>
        NaiveExecutor.Run(new GraphFunction(outputs), new ParameterStore<double>([]), inputs, new RandomState());

    public static double[] Numbers(Random random, int count, double from, double to) =>
        [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextDouble()))];

    // Fourth-order central difference: error ~ h^4, so 1e-7 relative is far above rounding and truncation.
    private static double Difference(Node loss, Dictionary<Node, double[]> inputs, Node input, int element)
    {
        double original = inputs[input][element];
        double step = 1e-3 * Math.Max(1, Math.Abs(original)) / 4;
        double At(double value)
        {
            inputs[input][element] = value;
            double result = Evaluate([loss], inputs)[loss][0];
            inputs[input][element] = original;
            return result;
        }

        return ((8 * (At(original + step) - At(original - step))) - (At(original + (2 * step)) - At(original - (2 * step)))) / (12 * step);
    }
}
