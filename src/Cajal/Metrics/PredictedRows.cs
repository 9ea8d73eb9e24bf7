namespace Cajal;

/// <summary>
/// What a model predicted for a set of rows beside what was true: predictions <c>[rows, outputs]</c>, targets <c>[rows, targetWidth]</c>,
/// optional weights <c>[rows]</c>. For classification the predictions are class probabilities (or, where a metric only ranks them, any
/// scores) in K ≥ 2 columns, or the probability of the second class in one column (a sigmoid output); targets are class indices 0 … K − 1
/// in one column, or K columns of which the largest is the class (one-hot). For labels both have the same width, probabilities beside zeros and
/// ones. For regression both have the same width.
/// </summary>
public readonly ref struct PredictedRows
{
    private readonly ReadOnlySpan<float> _predictions;
    private readonly ReadOnlySpan<float> _targets;
    private readonly ReadOnlySpan<float> _weights;

    /// <summary>Puts predictions and targets side by side; nothing is copied.</summary>
    /// <param name="predictions">Predictions <c>[rows, outputs]</c>, row-major.</param>
    /// <param name="outputs">Columns of the predictions, at least 1.</param>
    /// <param name="targets">Targets <c>[rows, targetWidth]</c>, row-major.</param>
    /// <param name="targetWidth">Columns of the targets: 1, or as many as <paramref name="outputs"/>.</param>
    /// <param name="weights">Weight of each row, finite and not negative; empty when all count alike.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a target is not finite, a weight is negative or not finite.</exception>
    /// <exception cref="DivergedException">A prediction is NaN or infinite: a figure over it would mean nothing.</exception>
    public PredictedRows(
        ReadOnlySpan<float> predictions, int outputs, ReadOnlySpan<float> targets, int targetWidth, ReadOnlySpan<float> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (targetWidth != 1 && targetWidth != outputs)
        {
            throw new ArgumentException(
                $"Targets of width {targetWidth} beside {outputs} outputs: expected width 1 or {outputs}.", nameof(targetWidth));
        }
        if (predictions.Length % outputs != 0)
        {
            throw new ArgumentException($"{predictions.Length} predictions do not fill rows of {outputs} outputs.", nameof(predictions));
        }
        Count = predictions.Length / outputs;
        if (targets.Length != (long)Count * targetWidth)
        {
            throw new ArgumentException(
                $"{Count} predicted rows need {Count} × {targetWidth} targets, got {targets.Length}.", nameof(targets));
        }
        if (!weights.IsEmpty && weights.Length != Count)
        {
            throw new ArgumentException($"{Count} predicted rows, but {weights.Length} weights.", nameof(weights));
        }
        Outputs = outputs;
        TargetWidth = targetWidth;
        _predictions = predictions;
        _targets = targets;
        _weights = weights;
        CheckNumbers();
        TotalWeight = SumOfWeights();
    }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>Columns of the predictions.</summary>
    public int Outputs { get; }

    /// <summary>Columns of the targets.</summary>
    public int TargetWidth { get; }

    /// <summary>How many classes the predictions tell apart: two for one output, else one per output.</summary>
    public int ClassCount => Outputs == 1 ? 2 : Outputs;

    /// <summary>Sum of all weights; the number of rows when there are none.</summary>
    public double TotalWeight { get; }

    /// <summary>The predictions of one row.</summary>
    public ReadOnlySpan<float> Prediction(int row) => _predictions.Slice(row * Outputs, Outputs);

    /// <summary>The targets of one row.</summary>
    public ReadOnlySpan<float> Target(int row) => _targets.Slice(row * TargetWidth, TargetWidth);

    /// <summary>The weight of one row, 1 when there are no weights.</summary>
    public double Weight(int row) => _weights.IsEmpty ? 1.0 : _weights[row];

    /// <summary>The true class of a row.</summary>
    /// <exception cref="ArgumentException">The target is not a class index 0 … K − 1.</exception>
    public int TargetClass(int row)
    {
        if (TargetWidth > 1)
        {
            return FirstMaximum(Target(row));
        }
        float target = _targets[row];
        int index = (int)target;
        return index == target && (uint)index < (uint)ClassCount
            ? index
            : throw new ArgumentException(FormattableString.Invariant(
                $"Row {row} (from 0): target {target}, expected a class index 0 to {ClassCount - 1} for {Outputs} output(s)."));
    }

    /// <summary>
    /// The predicted class of a row: the largest output, the first of equals; for one output the second class above ½, else the first.
    /// </summary>
    /// <exception cref="ArgumentException">One output, and it is no probability.</exception>
    public int PredictedClass(int row) => Outputs > 1 ? FirstMaximum(Prediction(row)) : Probability(row, 1) > 0.5 ? 1 : 0;

    /// <summary>The predicted probability of a class.</summary>
    /// <exception cref="ArgumentException">The output lies outside [0, 1], so it is no probability.</exception>
    public double Probability(int row, int classIndex)
    {
        double output = OutputProbability(row, Outputs == 1 ? 0 : classIndex);
        return Outputs == 1 && classIndex == 0 ? 1 - output : output;
    }

    /// <summary>How many unweighted rows tell as much: (Σw)² / Σw² (L. Kish, Survey Sampling, 1965, section 11.7).</summary>
    internal double EffectiveCount()
    {
        double squares = 0;
        for (int row = 0; row < Count; row++)
        {
            squares += Weight(row) * Weight(row);
        }
        return squares > 0 ? TotalWeight * TotalWeight / squares : 0;
    }

    /// <summary>Refuses rows whose targets have another width than the predictions: no regression.</summary>
    internal void RequireValues(string metric)
    {
        if (TargetWidth != Outputs)
        {
            throw new ArgumentException($"'{metric}' compares values: {Outputs} outputs need targets of width {Outputs}, got {TargetWidth}. "
                + "For classes use accuracy, f1, rocAuc or logLoss.");
        }
    }

    /// <summary>Whether a row has a label: its target is 1.</summary>
    internal bool HasLabel(int row, int label) => _targets[(row * Outputs) + label] == 1;

    /// <summary>Whether a label is predicted: its probability is above ½.</summary>
    internal bool PredictsLabel(int row, int label) => OutputProbability(row, label) > 0.5;

    /// <summary>Refuses rows whose targets are not a 0 or 1 for each output: no labels.</summary>
    internal void RequireLabels(string metric)
    {
        if (TargetWidth != Outputs || _targets.ContainsAnyExcept(0f, 1f))
        {
            throw new ArgumentException($"'{metric}' judges labels: {Outputs} outputs need targets of width {Outputs} that are 0 or 1, got "
                + $"{(TargetWidth != Outputs ? $"width {TargetWidth}" : "other numbers")}. For classes use accuracy, f1, rocAuc or logLoss.");
        }
    }

    /// <summary>One output as a probability.</summary>
    private double OutputProbability(int row, int column)
    {
        double output = Prediction(row)[column];
        return output is >= 0 and <= 1
            ? output
            : throw new ArgumentException(FormattableString.Invariant($"Row {row} (from 0): prediction {output}, expected a probability ")
                + "in [0, 1]. End the model with a sigmoid (one output) or a softmax (one output per class).");
    }

    private static int FirstMaximum(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private double SumOfWeights()
    {
        double sum = 0;
        for (int row = 0; row < Count; row++)
        {
            sum += Weight(row);
        }
        return sum;
    }

    private void CheckNumbers()
    {
        for (int i = 0; i < _predictions.Length; i++)
        {
            if (!float.IsFinite(_predictions[i]))
            {
                throw new DivergedException(FormattableString.Invariant(
                    $"Prediction of row {i / Outputs}, output {i % Outputs} (from 0) is {_predictions[i]}, expected a finite number: ")
                    + "the model that made it has diverged. Train it again with a smaller learning rate.");
            }
        }
        for (int i = 0; i < _targets.Length; i++)
        {
            if (!float.IsFinite(_targets[i]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Target of row {i / TargetWidth}, column {i % TargetWidth} (from 0) is {_targets[i]}, expected a finite number."));
            }
        }
        for (int row = 0; row < _weights.Length; row++)
        {
            if (!float.IsFinite(_weights[row]) || _weights[row] < 0)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Weight of row {row} (from 0) is {_weights[row]}, expected a finite number not below 0."));
            }
        }
    }
}
