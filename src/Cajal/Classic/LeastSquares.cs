using Cajal.Numerics;
namespace Cajal.Classic;

/// <summary>
/// Solves the normal equations <c>(Xᵀ V X + λ I) w = Xᵀ V y</c> of centred inputs by Cholesky, then improves the solution with the gradient
/// from the data itself (iterative refinement: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, chapter 12), until
/// it is as small as asked or rounding stops it.
/// </summary>
internal sealed class LeastSquares(DesignProducts products, double[] weights, Penalty penalty)
{
    private readonly int _columns = products.Design.Columns;

    /// <summary>Columns that are linear combinations of others; their weights are 0.</summary>
    public int Dependent { get; private set; }

    /// <summary>Solutions of the factored equations, the first one included.</summary>
    public int Iterations { get; private set; }

    public double GradientNorm { get; private set; }

    /// <summary>½ Σ vᵢ ‖yᵢ − W xᵢ‖² + λ/2 ‖W‖².</summary>
    public double Objective { get; private set; }

    /// <summary>The parameters <c>[outputs, columns]</c> for targets <c>[rows, outputs]</c>.</summary>
    public double[] Solve(double[] targets, int outputs, LinearModelOptions options)
    {
        double[] gram = new double[_columns * _columns];
        products.Gram(weights, gram);
        penalty.AddCurvature(gram, 1);
        var factor = new Cholesky(gram, _columns);
        Dependent = factor.Dependent;
        double[] best = new double[outputs * _columns];
        double[] gradient = new double[best.Length];
        Objective = Evaluate(best, targets, outputs, gradient);
        GradientNorm = penalty.GradientNorm(gradient);
        while (GradientNorm > options.Tolerance && Iterations < options.MaximumIterations)
        {
            double[] next = (double[])best.Clone();
            for (int first = 0; first < gradient.Length; first += _columns)
            {
                factor.Solve(gradient.AsSpan(first, _columns));
            }
            Vectors.AddScaled(-1, gradient, next);
            double objective = Evaluate(next, targets, outputs, gradient);
            double norm = penalty.GradientNorm(gradient);
            if (!(norm < GradientNorm))
            {
                break;
            }
            (best, Objective, GradientNorm) = (next, objective, norm);
            Iterations++;
        }
        return best;
    }

    private double Evaluate(double[] parameters, double[] targets, int outputs, double[] gradient)
    {
        double[] errors = new double[targets.Length];
        products.Multiply(parameters, outputs, errors);
        double value = 0;
        for (int i = 0; i < errors.Length; i++)
        {
            double error = errors[i] - targets[i];
            errors[i] = weights[i / outputs] * error;
            value += errors[i] * error / 2;
        }
        products.MultiplyTransposed(errors, outputs, gradient);
        return value + penalty.Add(parameters, gradient);
    }
}
