using System.Numerics;
using Cajal.Classic;

namespace Cajal;

/// <summary>
/// Softmax (multinomial logistic) regression: probabilities <c>softmax(W x + b)</c>, one output per class. Minimises
/// <c>−Σ vᵢ log p(yᵢ | xᵢ) + λ/2 ‖W‖²</c>, weights v of the rows together 1, intercepts b not penalised: scikit-learn's
/// <c>LogisticRegression(multi_class="multinomial", C=1/(λ n))</c>. Of the equal solutions (the same may be added to every class) the one
/// whose intercepts sum to 0. Solved by Newton's method when small, else by L-BFGS. Separable data: see <see cref="LogisticRegression"/>.
/// </summary>
public sealed class SoftmaxRegression : LinearModel
{
    private static readonly SoftmaxLink _link = new();

    private SoftmaxRegression((double[] Weights, double[] Intercepts, LinearModelFit Result) fit)
        : base(fit.Weights, fit.Intercepts, fit.Result)
    {
    }

    /// <summary>Fits classes to rows of inputs.</summary>
    /// <param name="inputs">
    /// Inputs <c>[rows, features]</c>, float or double; best standardised, since the penalty treats all weights alike.
    /// </param>
    /// <param name="features">Numbers in a row of inputs.</param>
    /// <param name="targets">The class of each row, 0 … classes − 1.</param>
    /// <param name="classes">How many classes there are, at least 2; one without rows gets the intercept −∞ and is never predicted.</param>
    /// <param name="options">Penalty and limits.</param>
    /// <param name="weights">Weight of each row; all alike by default. For classes of unequal size: n / (classes × rows of its class).</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <inheritdoc cref="LogisticRegression.Fit{T}" path="/exception"/>
    public static SoftmaxRegression Fit<T>(
        ReadOnlySpan<T> inputs, int features, ReadOnlySpan<T> targets, int classes, LinearModelOptions? options = null,
        ReadOnlySpan<float> weights = default, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Solve(TrainingRows.Of(inputs, features, weights), targets, classes, options, cancellation);

    /// <summary>Fits the classes of a data set, with its weights.</summary>
    /// <param name="data">Inputs, and targets that are classes.</param>
    /// <param name="options">Penalty and limits.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <inheritdoc cref="Fit{T}" path="/exception"/>
    public static SoftmaxRegression Fit(Dataset data, LinearModelOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Solve(TrainingRows.Of(data), data.Targets.Numbers, data.Targets.ClassNames.Length, options, cancellation);
    }

    private protected override void Finish(Span<double> outputs) => _link.Predict(outputs);

    private protected override Activation Activation() => new Softmax();

    private static SoftmaxRegression Solve<T>(
        TrainingRows rows, ReadOnlySpan<T> targets, int classes, LinearModelOptions? options, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        options ??= new LinearModelOptions();
        options.Check();
        return new SoftmaxRegression(new ClassificationFit(rows, rows.Labels(targets, classes), classes, options, cancellation).Softmax());
    }
}
