using Cajal.Numerics;
namespace Cajal.Classic;

/// <summary>
/// The term λ/2 ‖W‖² for parameters <c>[outputs, columns]</c> whose last column, the intercepts, is not penalised, and what else depends on
/// telling weights from intercepts.
/// </summary>
internal sealed class Penalty(double strength, DesignMatrix design)
{
    private readonly int _columns = design.Columns;

    /// <summary>λ.</summary>
    public double Strength => strength;

    /// <summary>The term itself; adds its gradient to <paramref name="gradient"/>.</summary>
    public double Add(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        double value = 0;
        for (int first = 0; first < parameters.Length; first += _columns)
        {
            ReadOnlySpan<double> weights = parameters.Slice(first, _columns - 1);
            value += strength / 2 * Vectors.Dot(weights, weights);
            Vectors.AddScaled(strength, weights, gradient.Slice(first, _columns - 1));
        }
        return value;
    }

    /// <summary>Adds λ to the diagonal of second derivatives <c>[parameters, parameters]</c>.</summary>
    public void AddCurvature(double[] matrix, int outputs)
    {
        int size = outputs * _columns;
        for (int i = 0; i < size; i++)
        {
            matrix[i * (size + 1)] += i % _columns < _columns - 1 ? strength : 0;
        }
    }

    /// <summary>
    /// Length of the gradient for inputs that are not centred: the intercept's derivative times the centre goes back to the weights.
    /// </summary>
    public double GradientNorm(ReadOnlySpan<double> gradient)
    {
        double squares = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            int column = i % _columns;
            double intercept = gradient[i - column + _columns - 1];
            double derivative = gradient[i] + (column < _columns - 1 ? design.Centre[column] * intercept : 0);
            squares += derivative * derivative;
        }
        return Math.Sqrt(squares);
    }
}
