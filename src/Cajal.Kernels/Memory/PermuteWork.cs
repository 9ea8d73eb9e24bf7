using System.Numerics;

namespace Cajal.Kernels;

/// <summary>
/// The same numbers with their axes in another order. Axes that stay together are one, so what is left inside is a copy of rows or the
/// transposition of a matrix. Unit: one of those.
/// </summary>
internal sealed unsafe class PermuteWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> source;
    private readonly Block<T> result;

    /// <summary>The axes of the result: size, distance in the source, distance in the result. The last two are the matrix of a unit.</summary>
    private readonly (int Size, nint From, nint To)[] axes;

    /// <param name="source">The numbers, dense.</param>
    /// <param name="sizes">Their axes.</param>
    /// <param name="order">For each axis of the result the axis of the source.</param>
    /// <param name="result">The result, dense.</param>
    public PermuteWork(Block<T> source, ReadOnlySpan<int> sizes, ReadOnlySpan<int> order, Block<T> result)
    {
        result.RequireWritable("Permuted result");
        if ((long)result.Rows * result.Columns != (long)source.Rows * source.Columns)
            throw new ArgumentException($"Permutation: the result is [{result.Rows}, {result.Columns}], the source [{source.Rows}, {source.Columns}].");
        this.source = source;
        this.result = result;
        axes = WithMatrixLast(Merged(sizes, order));
    }

    public override int Units
    {
        get
        {
            int units = result.Rows * result.Columns == 0 ? 0 : 1;
            for (int axis = 0; axis < axes.Length - 2; axis++)
                units *= axes[axis].Size;
            return units;
        }
    }

    public override double Cost => PointwiseCost * result.Rows * result.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        (int Size, nint From, nint To) rows = axes[^2], columns = axes[^1];
        for (int unit = firstUnit; unit < firstUnit + unitCount; unit++)
        {
            T* from = source.Pointer;
            T* to = result.Pointer;
            int rest = unit;
            for (int axis = axes.Length - 3; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, axes[axis].Size);
                from += index * axes[axis].From;
                to += index * axes[axis].To;
            }

            StridedCopy.Run(rows.Size, columns.Size, from, rows.From, columns.From, to, rows.To, columns.To);
        }
    }

    /// <summary>The result's axes with their distances in the source; neighbours in both are one axis, and axes of one element are left out.</summary>
    private static List<(int Size, nint From, nint To)> Merged(ReadOnlySpan<int> sizes, ReadOnlySpan<int> order)
    {
        var distances = new nint[sizes.Length];
        nint distance = 1;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            distances[axis] = distance;
            distance *= sizes[axis];
        }

        var merged = new List<(int Size, nint From, nint To)>();
        distance = 1;
        for (int axis = order.Length - 1; axis >= 0; axis--)
        {
            (int size, nint from) = (sizes[order[axis]], distances[order[axis]]);
            if (size != 1 && merged.Count > 0 && from == merged[0].Size * merged[0].From)
                merged[0] = (size * merged[0].Size, merged[0].From, merged[0].To);
            else if (size != 1)
                merged.Insert(0, (size, from, distance));
            distance *= size;
        }

        while (merged.Count < 2)
            merged.Insert(0, (1, 0, 0));
        return merged;
    }

    /// <summary>Where the last axis is not adjacent in the source, the one that is comes before it: the two are a matrix to transpose.</summary>
    private static (int Size, nint From, nint To)[] WithMatrixLast(List<(int Size, nint From, nint To)> axes)
    {
        int adjacent = axes.FindIndex(axis => axis.From == 1);
        if (adjacent >= 0 && adjacent < axes.Count - 1)
        {
            (int Size, nint From, nint To) axis = axes[adjacent];
            axes.RemoveAt(adjacent);
            axes.Insert(axes.Count - 1, axis);
        }

        return [.. axes];
    }
}
