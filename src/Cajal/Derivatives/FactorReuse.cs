using System.Globalization;
using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// Backpropagation as dynamic programming: the gradients of all weights of a net of L hidden layers as products of Jacobians, with every
/// product counted. Multiplying each out anew takes L(L + 1) products; keeping the product of the factors above takes 3L − 1.
/// </summary>
/// <param name="HiddenLayers">L.</param>
/// <param name="WithoutReuse">Products when each gradient is multiplied out by itself.</param>
/// <param name="WithReuse">Products when the factors of the layers above are kept.</param>
/// <param name="LargestDifference">Largest distance between the two gradients, relative to the largest element.</param>
public sealed record FactorReuse(int HiddenLayers, int WithoutReuse, int WithReuse, double LargestDifference)
{
    private const int Width = 3;

    /// <summary>Counts for a net ŷ = w₍L₊₁₎ᵀ h_L, h_l = σ(W_lᵀ h₍l₋₁₎), three units a layer, on one sample.</summary>
    /// <param name="hiddenLayers">L, at least 1.</param>
    /// <param name="seed">Seed of weights and sample.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="hiddenLayers"/> is below 1.</exception>
    public static FactorReuse Count(int hiddenLayers, ulong seed = 0)
    {
        NumberChecks.Count("FactorReuse", nameof(hiddenLayers), hiddenLayers);
        (GraphTrace trace, Node[] weights) = Net(hiddenLayers, seed);
        GradientFactors[] gradients = [.. weights.Select(weight => GradientFactors.Of(trace, weight))];
        int products = 0;
        double[,] Counted(double[,] a, double[,] b)
        {
            products++;
            return GradientFactors.Multiply(a, b);
        }

        double[][,] single = [.. gradients.Select(gradient => gradient.Factors.Skip(1).Aggregate(gradient.Factors[0].Jacobian, (product, factor) => Counted(product, factor.Jacobian)))];
        int withoutReuse = products;
        products = 0;
        double difference = 0;
        double[,]? above = null;
        int done = 0;
        for (int layer = hiddenLayers; layer >= 0; layer--)
        {
            // All factors but the last serve the layers below too.
            IReadOnlyList<JacobianFactor> factors = gradients[layer].Factors;
            for (; done < factors.Count - 1; done++)
            {
                above = above is null ? factors[done].Jacobian : Counted(above, factors[done].Jacobian);
            }

            double[,] gradient = above is null ? factors[^1].Jacobian : Counted(above, factors[^1].Jacobian);
            difference = Math.Max(difference, Distance(gradient, single[layer]));
        }

        return new FactorReuse(hiddenLayers, withoutReuse, products, difference);
    }

    /// <summary>The counts as a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"L = {HiddenLayers,2}: {WithoutReuse,5} products without reuse, {WithReuse,4} with reuse");

    private static (GraphTrace Trace, Node[] Weights) Net(int hiddenLayers, ulong seed)
    {
        var graph = new Graph();
        Node h = graph.Input("x", [1, Width]);
        var values = new NodeValues { [h] = Numbers(Width, seed, 0) };
        var weights = new List<Node>();
        for (int layer = 1; layer <= hiddenLayers + 1; layer++)
        {
            Node weight = graph.Parameter($"W{layer}", [Width, layer > hiddenLayers ? 1 : Width]);
            values[weight] = Numbers(weight.Shape.Count, seed, (ulong)layer);
            weights.Add(weight);
            h = h.MatMul(weight);
            h = layer > hiddenLayers ? h.Named("ŷ") : h.Named($"f{layer}").Sigmoid().Named($"h{layer}");
        }

        return (graph.Trace(h, values), [.. weights]);
    }

    private static double Distance(double[,] a, double[,] b)
    {
        double largest = a.Cast<double>().Max(Math.Abs);
        return largest == 0 ? 0 : a.Cast<double>().Zip(b.Cast<double>(), (x, y) => Math.Abs(x - y)).Max() / largest;
    }

    private static double[] Numbers(int count, ulong seed, ulong stream)
    {
        double[] numbers = new double[count];
        CounterRandom.Uniform(seed, stream, 0, numbers.AsSpan());
        return [.. numbers.Select(number => (2 * number) - 1)];
    }
}
