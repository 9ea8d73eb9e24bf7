using Cajal.Numerics;
namespace Cajal.Classic;

/// <summary>
/// Newton's method (iteratively reweighted least squares) with line search: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition,
/// section 3.3. Directions in which the objective is flat are left alone (see <see cref="Cholesky"/>).
/// </summary>
internal static class NewtonSolver
{
    /// <summary>
    /// Near the minimum a step is as long as the distance that was left, and the next distance is its square: a last step this short
    /// (relative to the point) leaves weights right to about 1e-12, also where the penalty is tiny and the gradient says little.
    /// </summary>
    private const double LastStep = 1e-6;

    public static SolverEnd Minimise(ClassificationObjective objective, double[] start, LinearModelOptions options)
    {
        var descent = new Descent(objective, start, options);
        int size = objective.Parameters;
        double[] hessian = new double[size * size];
        double[] direction = new double[size];
        double lastStep = double.PositiveInfinity;
        while (true)
        {
            bool flat = descent.GradientNorm <= options.Tolerance;
            if (!objective.IsPenalised && (objective.Misfits == 0 || (flat && objective.Separates(direction))))
            {
                return new SolverEnd("Newton", descent, Converged: false, Separable: true);
            }
            if ((flat && lastStep <= LastStep) || !descent.MayContinue)
            {
                return new SolverEnd("Newton", descent, flat, Separable: false);
            }
            objective.Hessian(descent.Point, hessian);
            descent.Gradient.CopyTo(direction, 0);
            new Cholesky(hessian, size).Solve(direction);
            Vectors.Scale(-1, direction, direction);
            lastStep = Vectors.Norm(direction) / (1 + Vectors.Norm(descent.Point));
            if (!descent.TryStep(direction))
            {
                return new SolverEnd("Newton", descent, flat, Separable: !objective.IsPenalised && flat && objective.Separates(direction));
            }
        }
    }
}

/// <summary>How a solver ended.</summary>
internal readonly record struct SolverEnd(string Method, Descent Descent, bool Converged, bool Separable);
