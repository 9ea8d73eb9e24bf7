using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Standardises regression targets inside a model and brings predictions back to their own units: z = (y − mean) / deviation, y = z · deviation
/// + mean, column by column, with the population deviation of the training part. A constant target becomes 0 and comes back as itself.
/// </summary>
public sealed class TargetScaler
{
    private readonly double[] _means;
    private readonly double[] _deviations;

    private TargetScaler(double[] means, double[] deviations) => (_means, _deviations) = (means, deviations);

    /// <summary>Columns of the target.</summary>
    public int Width => _means.Length;

    /// <summary>Mean of each column, in its own unit.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Population deviation of each column, in its own unit: what an error of 1 inside the model means outside.</summary>
    public ReadOnlySpan<double> Deviations => _deviations;

    /// <summary>Fits mean and deviation to the targets of the training part alone.</summary>
    /// <exception cref="ArgumentException">The targets are not <see cref="TargetKind.Values"/>, or there are none.</exception>
    public static TargetScaler Fit(Targets training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Kind != TargetKind.Values)
        {
            throw new ArgumentException($"The targets are {training.Kind}, expected Values: only real numbers are standardised.", nameof(training));
        }
        double[] means = new double[training.Width];
        double[] deviations = new double[training.Width];
        Columns.ForEach(training.Numbers, training.Width, (column, present) => (means[column], deviations[column]) = Columns.Moments(present));
        return new TargetScaler(means, deviations);
    }

    /// <summary>Standardises rows of targets.</summary>
    /// <param name="rows">Rows of <see cref="Width"/> numbers, row-major.</param>
    /// <param name="result">As many places; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of <see cref="Width"/>.</exception>
    public void Apply(ReadOnlySpan<float> rows, Span<float> result)
    {
        Columns.Check(rows, result, Width);
        for (int first = 0; first < rows.Length; first += Width)
        {
            for (int column = 0; column < Width; column++)
            {
                double deviation = _deviations[column];
                result[first + column] = deviation == 0 ? 0 : (float)((rows[first + column] - _means[column]) / deviation);
            }
        }
    }

    /// <summary>Brings rows of standardised numbers back to the targets' own units.</summary>
    /// <inheritdoc cref="Apply(ReadOnlySpan{float}, Span{float})"/>
    public void Invert(ReadOnlySpan<float> rows, Span<float> result)
    {
        Columns.Check(rows, result, Width);
        for (int first = 0; first < rows.Length; first += Width)
        {
            for (int column = 0; column < Width; column++)
            {
                result[first + column] = (float)((rows[first + column] * _deviations[column]) + _means[column]);
            }
        }
    }

    /// <summary>The same set with standardised targets.</summary>
    /// <exception cref="ArgumentException">The targets have another width.</exception>
    public Targets Apply(Targets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Width != Width)
        {
            throw new ArgumentException($"The targets have {targets.Width} columns, the scaler was fitted to {Width}.", nameof(targets));
        }
        float[] scaled = new float[targets.Numbers.Length];
        Apply(targets.Numbers, scaled);
        return Targets.Values(scaled, targets.Names);
    }

    /// <summary>What was fitted, as JSON, round-trip exact. <see cref="FromJson"/> reads it back.</summary>
    public JsonObject ToJson() => new() { ["mean"] = Columns.ToJson(_means), ["deviation"] = Columns.ToJson(_deviations) };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, of another kind or out of range; the message names it.</exception>
    public static TargetScaler FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var fields = new ModelFields("Target scaler", json);
        double[] means = fields.Numbers("mean");
        double[] deviations = fields.Numbers("deviation", least: 0);
        return means.Length == deviations.Length
            ? new TargetScaler(means, deviations)
            : throw fields.Error($"{means.Length} numbers in \"mean\" and {deviations.Length} in \"deviation\", expected as many.");
    }
}
