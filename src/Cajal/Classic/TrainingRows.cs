using System.Numerics;
using Cajal.Numerics;

namespace Cajal.Classic;

/// <summary>Checked inputs of a fit, with one weight a row.</summary>
internal sealed class TrainingRows
{
    private TrainingRows(DesignMatrix design, double[] weights)
    {
        Design = design;
        Weights = weights;
        TotalWeight = weights.Sum();
        if (!(TotalWeight > 0))
        {
            throw new DataException("There are no training rows of positive weight, expected at least one.");
        }
        Vectors.Scale(1 / TotalWeight, Weights, Weights);
    }

    public DesignMatrix Design { get; }

    public int Count => Design.Rows;

    /// <summary>Weights of the rows, together 1.</summary>
    public double[] Weights { get; }

    /// <summary>Sum of the weights as they came.</summary>
    public double TotalWeight { get; }

    /// <summary>Rows given as numbers, <c>[rows, features]</c>; they are copied.</summary>
    public static TrainingRows Of<T>(ReadOnlySpan<T> inputs, int features, ReadOnlySpan<float> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (inputs.Length % features != 0)
        {
            throw new ArgumentException($"{inputs.Length} inputs do not fill rows of {features} features.", nameof(inputs));
        }
        int rows = inputs.Length / features;
        if (!weights.IsEmpty && weights.Length != rows)
        {
            throw new ArgumentException($"{rows} rows of inputs, but {weights.Length} weights.", nameof(weights));
        }
        for (int i = 0; i < inputs.Length; i++)
        {
            Require(T.IsFinite(inputs[i]), "Input", i / features, i % features, inputs[i], "a finite number");
        }
        for (int row = 0; row < weights.Length; row++)
        {
            Require(float.IsFinite(weights[row]) && weights[row] >= 0, "Weight", row, 0, weights[row], "a finite number not below 0");
        }
        return new TrainingRows(new ArrayDesign<T>(inputs.ToArray(), features), Widen(weights, rows));
    }

    /// <summary>Rows of a data set, with its weights.</summary>
    public static TrainingRows Of(Dataset data) => new(new DatasetDesign(data), Widen(data.Weights, data.Count));

    /// <summary>Targets <c>[rows, outputs]</c> as float64.</summary>
    public double[] Values<T>(ReadOnlySpan<T> targets) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = targets.Length / Count;
        if (outputs == 0 || targets.Length % Count != 0)
        {
            throw new ArgumentException($"{targets.Length} targets for {Count} rows, expected one or more for each.", nameof(targets));
        }
        double[] values = new double[targets.Length];
        for (int i = 0; i < values.Length; i++)
        {
            Require(T.IsFinite(targets[i]), "Target", i / outputs, i % outputs, targets[i], "a finite number");
            values[i] = double.CreateTruncating(targets[i]);
        }
        return values;
    }

    /// <summary>Targets <c>[rows]</c> as class indices.</summary>
    public int[] Labels<T>(ReadOnlySpan<T> targets, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (targets.Length != Count)
        {
            throw new ArgumentException($"{targets.Length} targets for {Count} rows, expected one class index for each.", nameof(targets));
        }
        int[] labels = new int[Count];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = T.IsFinite(targets[row]) ? int.CreateSaturating(targets[row]) : -1;
            bool isClass = (uint)labels[row] < (uint)classes && T.CreateTruncating(labels[row]) == targets[row];
            Require(isClass, "Target", row, 0, targets[row], $"a class index 0 to {classes - 1}");
        }
        return labels;
    }

    private static double[] Widen(ReadOnlySpan<float> weights, int rows)
    {
        double[] widened = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            widened[row] = weights.IsEmpty ? 1 : weights[row];
        }
        return widened;
    }

    private static void Require<T>(bool holds, string what, int row, int column, T value, string expected)
    {
        if (!holds)
        {
            throw new DataException(FormattableString.Invariant(
                $"{what} of row {row}, column {column} (from 0) is {value}, expected {expected}. Mend or remove the row."));
        }
    }
}
