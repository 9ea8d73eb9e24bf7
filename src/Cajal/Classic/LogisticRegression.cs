using System.Numerics;
using Cajal.Classic;
using Cajal.Numerics;

namespace Cajal;

/// <summary>
/// Logistic regression, one sigmoid unit: the probability of class 1 is <c>σ(w·x + b)</c>. Minimises <c>−Σ vᵢ log p(yᵢ | xᵢ) + λ/2 ‖w‖²</c>,
/// weights v of the rows together 1, the intercept b not penalised: scikit-learn's <c>LogisticRegression(C=1/(λ n))</c>. Solved by Newton's
/// method, or by L-BFGS where there are very many features. Data that a linear function separates have no solution without a penalty; the
/// result then says <see cref="LinearModelFit.Separable"/>. (Quasi-separation, where rows lie on the boundary, is recognised by Newton's
/// method only.)
/// </summary>
public sealed class LogisticRegression : LinearModel, IBinaryClassifier
{
    private static readonly SigmoidLink _link = new();

    private LogisticRegression((double[] Weights, double[] Intercepts, LinearModelFit Result) fit)
        : base(fit.Weights, fit.Intercepts, fit.Result)
    {
    }

    /// <summary>Fits two classes to rows of inputs.</summary>
    /// <param name="inputs">
    /// Inputs <c>[rows, features]</c>, float or double; best standardised, since the penalty treats all weights alike.
    /// </param>
    /// <param name="features">Numbers in a row of inputs.</param>
    /// <param name="targets">The class of each row, 0 or 1.</param>
    /// <param name="options">Penalty and limits.</param>
    /// <param name="weights">Weight of each row; all alike by default. For classes of unequal size: n / (2 × rows of its class).</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ConfigurationException">An option is out of range.</exception>
    /// <exception cref="DataException">A number is not finite, a target no class, or no row has weight.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LogisticRegression Fit<T>(
        ReadOnlySpan<T> inputs, int features, ReadOnlySpan<T> targets, LinearModelOptions? options = null,
        ReadOnlySpan<float> weights = default, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Solve(TrainingRows.Of(inputs, features, weights), targets, options, cancellation);

    /// <summary>Fits the two classes of a data set, with its weights.</summary>
    /// <param name="data">Inputs, and targets of two classes.</param>
    /// <param name="options">Penalty and limits.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <inheritdoc cref="Fit{T}" path="/exception"/>
    public static LogisticRegression Fit(Dataset data, LinearModelOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Solve(TrainingRows.Of(data), data.Targets.Numbers, options, cancellation);
    }

    /// <summary>Logarithms of the odds of class 1, <c>w·x + b</c>.</summary>
    /// <inheritdoc cref="IBinaryClassifier.Score" path="/param"/>
    public void Score(Dataset data, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(data);
        DesignMatrix design = new DatasetDesign(data);
        double[] augmented = [.. Weights, Intercepts[0]];
        double[] input = new double[design.Columns];
        for (int row = 0; row < scores.Length; row++)
        {
            design.Read(row, 1, input);
            scores[row] = Vectors.Dot(augmented, input);
        }
    }

    private protected override void Finish(Span<double> outputs) => _link.Predict(outputs);

    private protected override Activation Activation() => new Sigmoid();

    private static LogisticRegression Solve<T>(
        TrainingRows rows, ReadOnlySpan<T> targets, LinearModelOptions? options, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new LinearModelOptions();
        options.Check();
        return new LogisticRegression(new ClassificationFit(rows, rows.Labels(targets, 2), 2, options, cancellation).Sigmoid());
    }
}
