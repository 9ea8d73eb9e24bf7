using System.Numerics;

namespace Cajal.Classic;

/// <summary>Rows of two classes in float64, each with a last column of 1 for the bias.</summary>
internal sealed class LabelledRows
{
    private readonly double[] _inputs;

    private LabelledRows(TrainingRows rows, int[] labels)
    {
        Columns = rows.Design.Columns;
        Labels = labels;
        _inputs = new double[(long)rows.Count * Columns];
        rows.Design.Read(0, rows.Count, _inputs);
    }

    public int Count => Labels.Length;

    /// <summary>Features and the column of ones.</summary>
    public int Columns { get; }

    /// <summary>0 or 1 for each row.</summary>
    public int[] Labels { get; }

    /// <summary>Checked rows with checked targets.</summary>
    public static LabelledRows Of<T>(TrainingRows rows, ReadOnlySpan<T> targets) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(rows, rows.Labels(targets, 2));

    /// <summary>Rows of a data set with two classes and without weights.</summary>
    public static LabelledRows Of(Dataset data, string method)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Targets.Kind != TargetKind.Classes || data.Targets.ClassNames.Length != 2)
        {
            string came = data.Targets.Kind == TargetKind.Classes ? $"{data.Targets.ClassNames.Length} classes" : $"{data.Targets.Kind}".ToLowerInvariant();
            throw new DataException($"{method}: the targets are {came}, expected two classes. Use OneVersusAll or OneVersusOne for more.");
        }
        if (!data.Weights.IsEmpty)
        {
            throw new DataException($"{method}: the rows have weights, which it cannot use: a row is right or wrong. Give a data set without weights.");
        }
        return Of(TrainingRows.Of(data), data.Targets.Numbers);
    }

    public ReadOnlySpan<double> Row(int row) => _inputs.AsSpan(row * Columns, Columns);
}
