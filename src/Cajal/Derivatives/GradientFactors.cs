using System.Globalization;

namespace Cajal;

/// <summary>
/// A gradient as a product of Jacobians along the one path from the result to a node: ∂ŷ/∂w₂ = ∂ŷ/∂h₃ · ∂h₃/∂f₃ · ∂f₃/∂h₂ · ∂h₂/∂f₂ · ∂f₂/∂w₂.
/// The first factors of a lower layer are those of the layer above: backpropagation keeps their product.
/// </summary>
/// <example><code>Console.WriteLine(GradientFactors.Of(graph.Trace(prediction, values), w2));</code></example>
public sealed class GradientFactors
{
    private GradientFactors(IReadOnlyList<JacobianFactor> factors) => Factors = factors;

    /// <summary>The factors, from the result to the node.</summary>
    public IReadOnlyList<JacobianFactor> Factors { get; }

    /// <summary>Finds the factors.</summary>
    /// <param name="trace">A trace of the result.</param>
    /// <param name="by">What it is derived by.</param>
    /// <exception cref="ArgumentException">No path leads from the result to the node, or several do.</exception>
    public static GradientFactors Of(GraphTrace trace, Node by)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(by);
        if (by == trace.Result)
        {
            throw new ArgumentException($"Factors: {trace[by].Name} is the result itself, so there is nothing to multiply. Name a node before it.", nameof(by));
        }

        var factors = new List<JacobianFactor>();
        Node node = by;
        while (node != trace.Result)
        {
            IReadOnlyList<PathTerm> terms = trace[node].Terms;
            if (terms.Count != 1)
            {
                throw new ArgumentException(
                    $"Factors: {terms.Count} connections lead on from {trace[node].Name}, expected one. A gradient over several paths is a sum; take the trace's terms.", nameof(by));
            }

            LocalDerivative local = terms[0].Local;
            factors.Add(new JacobianFactor(trace[local.Of].Name, trace[local.By].Name, local.Jacobian));
            node = local.Of;
        }

        factors.Reverse();
        return new GradientFactors(factors);
    }

    /// <summary>The factors multiplied out, from the left: the gradient, one row for each element of the result.</summary>
    public double[,] Product() => Factors.Skip(1).Aggregate(Factors[0].Jacobian, (product, factor) => Multiply(product, factor.Jacobian));

    /// <summary>The product as it is written, then each factor with its numbers.</summary>
    public override string ToString()
    {
        string product = $"∂{Factors[0].Of}/∂{Factors[^1].By} = {string.Join(" · ", Factors)}";
        return string.Join("\n", [product, .. Factors.Select(factor => $"{factor} =\n{Text(factor.Jacobian)}")]);
    }

    /// <summary>The product of two matrices.</summary>
    internal static double[,] Multiply(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (int row = 0; row < a.GetLength(0); row++)
        {
            for (int inner = 0; inner < b.GetLength(0); inner++)
            {
                for (int column = 0; column < b.GetLength(1); column++)
                {
                    product[row, column] += a[row, inner] * b[inner, column];
                }
            }
        }

        return product;
    }

    private static string Text(double[,] matrix) => string.Join("\n", Enumerable.Range(0, matrix.GetLength(0)).Select(row =>
        string.Join(" ", Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column].ToString("F4", CultureInfo.InvariantCulture).PadLeft(9)))));
}
