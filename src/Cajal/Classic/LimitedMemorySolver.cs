using Cajal.Numerics;
namespace Cajal.Classic;

/// <summary>
/// L-BFGS: the two-loop recursion of J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, algorithm 7.4, started from a diagonal
/// that stands for the inverse of the objective's curvatures, scaled at every step.
/// </summary>
internal sealed class LimitedMemorySolver(ClassificationObjective objective, double[] diagonal)
{
    /// <summary>Steps remembered; Nocedal and Wright, section 7.2, find 3 to 20 useful. The vectors are small beside the data.</summary>
    private const int Memory = 20;

    private readonly List<(double[] Step, double[] Change, double Curvature)> _pairs = [];

    public SolverEnd Minimise(double[] start, LinearModelOptions options)
    {
        var descent = new Descent(objective, start, options);
        double[] direction = new double[start.Length];
        while (true)
        {
            bool flat = descent.GradientNorm <= options.Tolerance;
            if (!objective.IsPenalised && (objective.Misfits == 0 || (flat && objective.Separates(direction))))
            {
                return new SolverEnd("L-BFGS", descent, Converged: false, Separable: true);
            }
            if (flat || !descent.MayContinue)
            {
                return new SolverEnd("L-BFGS", descent, flat, Separable: false);
            }
            FillDirection(descent.Gradient, direction);
            if (descent.TryStep(direction))
            {
                Remember(descent);
                continue;
            }
            if (_pairs.Count == 0)
            {
                return new SolverEnd("L-BFGS", descent, flat, Separable: false);
            }
            // What was remembered misleads: forget it and go down the gradient.
            _pairs.Clear();
        }
    }

    private void FillDirection(double[] gradient, double[] direction)
    {
        Vectors.Scale(-1, gradient, direction);
        double[] shares = new double[_pairs.Count];
        for (int i = _pairs.Count - 1; i >= 0; i--)
        {
            shares[i] = Vectors.Dot(_pairs[i].Step, direction) / _pairs[i].Curvature;
            Vectors.AddScaled(-shares[i], _pairs[i].Change, direction);
        }
        double scale = Scale();
        for (int j = 0; j < direction.Length; j++)
        {
            direction[j] *= scale * diagonal[j];
        }
        for (int i = 0; i < _pairs.Count; i++)
        {
            double share = shares[i] - (Vectors.Dot(_pairs[i].Change, direction) / _pairs[i].Curvature);
            Vectors.AddScaled(share, _pairs[i].Step, direction);
        }
    }

    /// <summary>Fits the diagonal to the last step: sᵀy / yᵀ D y (equation 7.20 with D for the identity).</summary>
    private double Scale()
    {
        if (_pairs.Count == 0)
        {
            return 1;
        }
        (_, double[] change, double curvature) = _pairs[^1];
        double weighted = 0;
        for (int j = 0; j < change.Length; j++)
        {
            weighted += change[j] * change[j] * diagonal[j];
        }
        return curvature / weighted;
    }

    private void Remember(Descent descent)
    {
        double[] step = (double[])descent.Point.Clone();
        Vectors.AddScaled(-1, descent.PreviousPoint, step);
        double[] change = (double[])descent.Gradient.Clone();
        Vectors.AddScaled(-1, descent.PreviousGradient, change);
        double curvature = Vectors.Dot(step, change);
        if (curvature > 1e-16 * Vectors.Norm(step) * Vectors.Norm(change))
        {
            if (_pairs.Count == Memory)
            {
                _pairs.RemoveAt(0);
            }
            _pairs.Add((step, change, curvature));
        }
    }
}
