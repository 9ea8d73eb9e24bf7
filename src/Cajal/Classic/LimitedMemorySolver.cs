using Cajal.Numerics;
namespace Cajal.Classic;

/// <summary>
/// L-BFGS (<see cref="LimitedMemory"/>) with a diagonal that stands for the inverse of the objective's curvatures.
/// </summary>
internal sealed class LimitedMemorySolver(ClassificationObjective objective, double[] diagonal)
{
    /// <summary>Steps remembered; Nocedal and Wright, section 7.2, find 3 to 20 useful. The vectors are small beside the data.</summary>
    private const int Memory = 20;

    /// <summary>Below this share a step and its change of the gradient are rounding.</summary>
    private const double LeastShare = 1e-16;

    private readonly LimitedMemory _memory = new(diagonal.Length, Memory);

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
            _memory.FillDirection(descent.Gradient, diagonal, direction);
            if (descent.TryStep(direction))
            {
                _memory.Add(Difference(descent.Point, descent.PreviousPoint), Difference(descent.Gradient, descent.PreviousGradient), LeastShare);
                continue;
            }
            if (_memory.Count == 0)
            {
                return new SolverEnd("L-BFGS", descent, flat, Separable: false);
            }
            // What was remembered misleads: forget it and go down the gradient.
            _memory.Clear();
        }
    }

    private static double[] Difference(double[] a, double[] b)
    {
        double[] difference = (double[])a.Clone();
        Vectors.AddScaled(-1, b, difference);
        return difference;
    }
}
