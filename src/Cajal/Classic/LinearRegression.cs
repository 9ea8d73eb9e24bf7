using System.Numerics;
using Cajal.Classic;
using Cajal.Numerics;

namespace Cajal;

/// <summary>
/// Linear regression by least squares, with a ridge penalty: minimises <c>½ Σ vᵢ ‖yᵢ − W xᵢ − b‖² + λ/2 ‖W‖²</c>, weights v of the rows
/// together 1, intercepts b not penalised. Solved directly (normal equations by Cholesky in float64, with iterative refinement). Where
/// columns are linear combinations of others and λ = 0, those get weight 0, which leaves predictions as good as any. With λ the result is
/// scikit-learn's <c>Ridge(alpha=λ n)</c>.
/// </summary>
public sealed class LinearRegression : LinearModel
{
    private LinearRegression(double[] weights, double[] intercepts, LinearModelFit fit) : base(weights, intercepts, fit)
    {
    }

    /// <summary>Fits values to rows of inputs.</summary>
    /// <param name="inputs">Inputs <c>[rows, features]</c>, float or double.</param>
    /// <param name="features">Numbers in a row of inputs.</param>
    /// <param name="targets">Targets <c>[rows, outputs]</c>; the number of outputs follows from the length.</param>
    /// <param name="options">
    /// Penalty and limits. The objective and its gradient in the result are of targets in units of their deviation.
    /// </param>
    /// <param name="weights">Weight of each row; all alike by default.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ConfigurationException">An option is out of range.</exception>
    /// <exception cref="DataException">A number is not finite, or no row has weight.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearRegression Fit<T>(
        ReadOnlySpan<T> inputs, int features, ReadOnlySpan<T> targets, LinearModelOptions? options = null,
        ReadOnlySpan<float> weights = default, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainingRows rows = TrainingRows.Of(inputs, features, weights);
        return Solve(rows, rows.Values(targets), options ?? new LinearModelOptions(), cancellation);
    }

    /// <summary>Fits the values of a data set, with its weights.</summary>
    /// <param name="data">Inputs, and targets that are values.</param>
    /// <param name="options">Penalty and limits.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <inheritdoc cref="Fit{T}" path="/exception"/>
    public static LinearRegression Fit(Dataset data, LinearModelOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        TrainingRows rows = TrainingRows.Of(data);
        return Solve(rows, rows.Values(data.Targets.Numbers), options ?? new LinearModelOptions(), cancellation);
    }

    private protected override void Finish(Span<double> outputs)
    {
    }

    private protected override Activation? Activation() => null;

    private static LinearRegression Solve(TrainingRows rows, double[] targets, LinearModelOptions options, CancellationToken cancellation)
    {
        options.Check();
        int outputs = targets.Length / rows.Count;
        (double[] means, double[] deviations) = Standardise(targets, rows.Weights, outputs);
        var products = new DesignProducts(rows.Design, options.Threads, cancellation);
        products.CentreColumns(rows.Weights);
        double strength = options.Penalty ?? 1 / rows.TotalWeight;
        var solver = new LeastSquares(products, rows.Weights, new Penalty(strength, rows.Design));
        double[] parameters = solver.Solve(targets, outputs, options);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] *= deviations[i / rows.Design.Columns];
        }
        (double[] weights, double[] intercepts) = rows.Design.Uncentre(parameters);
        Vectors.AddScaled(1, means, intercepts);
        string? remark = solver.Dependent == 0 ? null : $"{solver.Dependent} of {rows.Design.Features} input columns are constant or linear "
            + "combinations of others; their weights are 0.";
        var result = new LinearModelFit("normal equations", strength, solver.Iterations, solver.Objective, solver.GradientNorm,
            solver.GradientNorm <= options.Tolerance, Separable: false, remark);
        return new LinearRegression(weights, intercepts, result);
    }

    /// <summary>Brings each target to mean 0 and deviation 1 (a constant one to 0), so that tolerances mean the same in any unit.</summary>
    private static (double[] Means, double[] Deviations) Standardise(double[] targets, double[] weights, int outputs)
    {
        double[] means = new double[outputs];
        double[] deviations = new double[outputs];
        for (int i = 0; i < targets.Length; i++)
        {
            means[i % outputs] += weights[i / outputs] * targets[i];
        }
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] -= means[i % outputs];
            deviations[i % outputs] += weights[i / outputs] * targets[i] * targets[i];
        }
        for (int k = 0; k < outputs; k++)
        {
            deviations[k] = deviations[k] > 0 ? Math.Sqrt(deviations[k]) : 1;
        }
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] /= deviations[i % outputs];
        }
        return (means, deviations);
    }
}
