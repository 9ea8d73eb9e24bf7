namespace Cajal;

/// <summary>
/// What a net has to beat: the constant prediction (the shares of classes or labels, so the majority; or the mean of the targets) and the best
/// linear model of the same inputs. Immutable.
/// </summary>
public sealed class LinearBaseline
{
    /// <summary>
    /// Multiplications that a fit may cost by default, a few seconds; the limit of iterations follows from it and from the data's size alone,
    /// so that the figures do not depend on the machine.
    /// </summary>
    private const double Operations = 5e10;

    private readonly float[] _constant;

    private LinearBaseline(LinearModel linear, float[] constant)
    {
        Linear = linear;
        _constant = constant;
    }

    /// <summary>
    /// The linear model: <see cref="LogisticRegression"/> for two classes, <see cref="SoftmaxRegression"/> for more,
    /// <see cref="MultiLabelRegression"/> for labels, <see cref="LinearRegression"/> for values.
    /// </summary>
    public LinearModel Linear { get; }

    /// <summary>The constant prediction, one row in the form of the linear model's predictions.</summary>
    public ReadOnlySpan<float> Constant => _constant;

    /// <summary>Fits both on the training rows.</summary>
    /// <param name="training">Rows as a net sees them: encoded and scaled.</param>
    /// <param name="options">Penalty and limits; by default λ = 1/n and a limit of iterations that keeps large sets to a few seconds.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="ArgumentException">The targets are classes with a single name.</exception>
    /// <exception cref="DataException">There are no rows of positive weight.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearBaseline Fit(Dataset training, LinearModelOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new LinearModelOptions { MaximumIterations = Iterations(training) };
        LinearModel linear = (training.Targets.Kind, training.Targets.ClassNames.Length) switch
        {
            (TargetKind.Values, _) => LinearRegression.Fit(training, options, cancellation),
            (TargetKind.Labels, _) => MultiLabelRegression.Fit(training, options, cancellation),
            (TargetKind.Classes, 2) => LogisticRegression.Fit(training, options, cancellation),
            (TargetKind.Classes, > 2) => SoftmaxRegression.Fit(training, options, cancellation),
            (_, int classes) => throw new ArgumentException(
                $"Targets are classes with {classes} name, expected at least two classes, values or labels.", nameof(training)),
        };
        return new LinearBaseline(linear, Average(training, linear.Outputs));
    }

    /// <summary>The linear model's predictions <c>[rows, outputs]</c>.</summary>
    /// <exception cref="ArgumentException">The set has another number of features.</exception>
    public float[] PredictLinear(Dataset data) => Linear.Predict(data);

    /// <summary>The constant prediction for every row, <c>[rows, outputs]</c>.</summary>
    public float[] PredictConstant(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        float[] predictions = new float[data.Count * _constant.Length];
        for (int row = 0; row < data.Count; row++)
        {
            _constant.CopyTo(predictions, row * _constant.Length);
        }
        return predictions;
    }

    /// <summary>The linear model's figures on a set, by the kind of its targets.</summary>
    /// <exception cref="ArgumentException">The set does not fit the training rows.</exception>
    public EvaluationReport EvaluateLinear(Dataset data) => Evaluate(data, PredictLinear(data));

    /// <summary>The constant prediction's figures on a set.</summary>
    /// <exception cref="ArgumentException">The set does not fit the training rows.</exception>
    public EvaluationReport EvaluateConstant(Dataset data) => Evaluate(data, PredictConstant(data));

    private EvaluationReport Evaluate(Dataset data, float[] predictions)
    {
        var rows = new PredictedRows(predictions, Linear.Outputs, data.Targets.Numbers, data.Targets.Width, data.Weights);
        return EvaluationReport.OfTask(data.Targets.Kind, rows, data.Targets.ClassNames);
    }

    private static int Iterations(Dataset training)
    {
        double outputs = Math.Max(training.Targets.Width, training.Targets.ClassNames.Length);
        return (int)Math.Clamp(Operations / (2.0 * training.Count * training.Features * outputs), 20, 1000);
    }

    /// <summary>The weighted mean of the targets; for classes their shares, of two classes that of the second.</summary>
    private static float[] Average(Dataset training, int outputs)
    {
        double[] sums = new double[outputs];
        double total = 0;
        for (int row = 0; row < training.Count; row++)
        {
            double weight = training.Weights.IsEmpty ? 1 : training.Weights[row];
            total += weight;
            ReadOnlySpan<float> target = training.Targets.Row(row);
            if (training.Targets.Kind == TargetKind.Classes && outputs > 1)
            {
                sums[(int)target[0]] += weight;
                continue;
            }
            for (int k = 0; k < outputs; k++)
            {
                sums[k] += weight * target[k];
            }
        }
        return [.. sums.Select(sum => (float)(sum / total))];
    }
}
