using Cajal.Numerics;
using Cajal.Planning;

namespace Cajal;

/// <summary>Takes the roots of Shampoo's matrices: (A + εw₁I)^(−1/4), w₁ the largest eigenvalue; exponent −1/2 where a weight has one matrix only.</summary>
internal sealed class ShampooUpkeep : Upkeep
{
    /// <summary>What is added to the name of a matrix for the name of its root.</summary>
    public const string Root = "_root";

    private readonly Shampoo optimizer;
    private readonly ParameterStore<float> state;
    private readonly Dictionary<int, SymmetricEigenvalues> solvers = [];
    private readonly List<(string Mean, string Root, int Size, double Exponent)> matrices = [];
    private readonly double[] factors;

    public ShampooUpkeep(Shampoo optimizer, ParameterStore<float> state)
    {
        this.optimizer = optimizer;
        this.state = state;
        foreach ((string name, Shape shape) in state.Entries)
        {
            string[] parts = name.Split('/', 2);
            if (parts[0].EndsWith(Root, StringComparison.Ordinal))
            {
                string side = parts[0][..^Root.Length], other = side == "left" ? "right" : "left";
                double exponent = state.Contains($"{other}/{parts[1]}") ? -0.25 : -0.5;
                matrices.Add(($"{side}/{parts[1]}", name, shape.Rows, exponent));
                solvers.TryAdd(shape.Rows, new SymmetricEigenvalues(shape.Rows));
            }
        }

        factors = new double[solvers.Count == 0 ? 0 : solvers.Keys.Max()];
    }

    public override void Before(long step)
    {
        if (step == 1)
        {
            foreach ((_, string root, int size, _) in matrices)
            {
                Span<float> identity = state[root];
                for (int index = 0; index < size; index++)
                {
                    identity[(index * size) + index] = 1;
                }
            }
        }
    }

    public override string? After(long step, StepOutcome outcome, Func<double> lossNow)
    {
        if (step == 1 || step % optimizer.Interval == 0)
        {
            foreach ((string mean, string root, int size, double exponent) in matrices)
            {
                TakeRoot(solvers[size], state[mean], state[root], exponent);
            }
        }

        return null;
    }

    /// <summary>A matrix that has no root (all 0, or not finite) leaves the last one standing.</summary>
    private void TakeRoot(SymmetricEigenvalues solver, ReadOnlySpan<float> mean, Span<float> root, double exponent)
    {
        if (!solver.TryDecompose(mean))
        {
            return;
        }

        double largest = 0;
        foreach (double value in solver.Values)
        {
            largest = Math.Max(largest, value);
        }

        if (largest > 0)
        {
            for (int index = 0; index < solver.Size; index++)
            {
                factors[index] = Math.Pow(Math.Max(solver.Values[index], 0) + (optimizer.Epsilon * largest), exponent);
            }

            solver.Compose(factors, root);
        }
    }
}
