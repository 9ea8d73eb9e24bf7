using Cajal.Models;
using Cajal.Ops;

namespace Cajal.Moments;

/// <summary>
/// How a net uses a parameter: as the matrix of a product, y = x·W, or as a row added to each row. Then the gradient of one sample by it is
/// xδᵀ or δ, and sums over samples of squares need no loop over samples: Σ(xδᵀ)² = (x²)ᵀδ².
/// </summary>
internal sealed class ParameterUse
{
    private readonly double[]? inputs;
    private readonly int rows;

    /// <summary>Finds the use of a parameter.</summary>
    /// <exception cref="ArgumentException">The net uses it otherwise.</exception>
    public ParameterUse(ModelExpression expression, Node parameter)
    {
        Node[] users = [.. GraphFunction.Reachable([expression.PerRow]).Where(node => node.Inputs.Contains(parameter))];
        rows = expression.Inputs.Shape[0];
        User = users is [{ Operator: MatMul or Broadcast } user] && user.Inputs[^1] == parameter && user.Shape.Rows == rows
            ? user
            : throw new ArgumentException(
                $"Moments: {parameter.Operator.Name} is neither the matrix of one product of rows nor a row repeated for each. Use dense layers.");
        inputs = User.Operator is MatMul ? User.Inputs[0].Evaluate(expression.Values) : null;
    }

    /// <summary>The node that reads the parameter: one row a sample. What arrives there is a sample's δ.</summary>
    public Node User { get; }

    /// <summary>Σ over the samples of xδᵀ, or of δ.</summary>
    public double[] Sum(double[] deltas) => Sum(deltas, squared: false);

    /// <summary>Σ over the samples of x²qᵀ, or of q, q being squares or quadratic forms of δ.</summary>
    public double[] SumOfSquares(double[] squares) => Sum(squares, squared: true);

    private double[] Sum(double[] deltas, bool squared)
    {
        int width = deltas.Length / rows;
        int height = inputs is null ? 1 : inputs.Length / rows;
        double[] sum = new double[height * width];
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < height; i++)
            {
                double x = inputs is null ? 1 : inputs[(row * height) + i];
                double factor = squared ? x * x : x;
                for (int j = 0; j < width; j++)
                {
                    sum[(i * width) + j] += factor * deltas[(row * width) + j];
                }
            }
        }

        return sum;
    }
}
