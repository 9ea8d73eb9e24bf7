using Cajal.Kernels;

namespace Cajal;

/// <summary>How a linear model is fitted. The defaults suit standardised inputs.</summary>
public sealed record LinearModelOptions
{
    /// <summary>
    /// λ ≥ 0 in <c>mean loss + λ/2 ‖W‖²</c>, intercepts not penalised. The default, null, is 1 / n with n the sum of the rows' weights
    /// (their number without weights): scikit-learn's <c>C = 1</c> of <c>LogisticRegression</c> and <c>alpha = 1</c> of <c>Ridge</c>.
    /// In general <c>C = 1 / (λ n)</c> and <c>alpha = λ n</c>.
    /// </summary>
    public double? Penalty { get; init; }

    /// <summary>The fit has converged when the objective's gradient is at most this long (Euclidean norm). Default 1e-9.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Iterations after which the solver gives up and says so. Default 1000.</summary>
    public int MaximumIterations { get; init; } = 1000;

    /// <summary>
    /// Time after which the solver gives up and says so; none by default. A fit that ran into it depends on the machine's speed; a limit of
    /// iterations does not.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Threads to use; the result does not depend on it. The default is <c>CAJAL_THREADS</c>, else the number of processors.</summary>
    public int Threads { get; init; } = Team.DefaultThreads;

    /// <summary>Forces a solver for classification, for tests; null chooses by size.</summary>
    internal ClassificationSolver? Solver { get; init; }

    /// <summary>Refuses impossible values.</summary>
    /// <exception cref="ConfigurationException">A value is out of range.</exception>
    internal void Check()
    {
        Require(Penalty is null or (>= 0 and < double.PositiveInfinity), "Penalty", Penalty ?? 0, "a finite number not below 0");
        Require(Tolerance is > 0 and < double.PositiveInfinity, "Tolerance", Tolerance, "a finite number above 0");
        Require(MaximumIterations >= 1, "MaximumIterations", MaximumIterations, "at least 1");
        Require(Threads >= 1, "Threads", Threads, "at least 1");
        Require(TimeLimit is null || TimeLimit > TimeSpan.Zero, "TimeLimit", TimeLimit?.TotalSeconds ?? 0, "more than 0 seconds");
    }

    private static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new ConfigurationException(FormattableString.Invariant($"Option {name} of a linear model is {value}, expected {expected}."));
        }
    }
}

/// <summary>How a classification is solved.</summary>
internal enum ClassificationSolver
{
    /// <summary>Newton's method: few dear steps, quadratic at the end.</summary>
    Newton,

    /// <summary>Limited-memory BFGS: many cheap steps.</summary>
    LimitedMemory,
}
