using System.Numerics;
using System.Runtime.InteropServices;

namespace Cajal.Kernels;

/// <summary>result[row, c] = 1 where c = labels[row, 0], else 0. Unit: a row.</summary>
internal sealed unsafe class OneHotWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> labels;
    private readonly Block<T> result;

    public OneHotWork(Block<T> labels, Block<T> result)
    {
        labels.Require(result.Rows, 1, "Labels");
        result.RequireWritable("One-hot result");
        this.labels = labels;
        this.result = result;
    }

    public override int Units => result.Rows;

    public override double Cost => PointwiseCost * result.Rows * result.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* label = labels.Pointer + (nint)firstUnit * labels.RowStride;
        T* to = result.Pointer + (nint)firstUnit * result.RowStride;
        Clear(to, unitCount);
        for (int row = 0; row < unitCount; row++, label += labels.RowStride, to += result.RowStride)
            to[(nint)ClassIndex.Of(*label, result.Columns) * result.ColumnStride] = T.One;
    }

    private void Clear(T* to, nint rows)
    {
        nint length = result.Columns;
        if (result.ColumnStride == 1 && result.RowStride == length)
            (rows, length) = (1, rows * length);
        for (nint row = 0; row < rows; row++, to += result.RowStride)
        {
            if (result.ColumnStride == 1)
                NativeMemory.Clear(to, (nuint)length * (nuint)sizeof(T));
            else
            {
                for (nint column = 0; column < length; column++)
                    to[column * result.ColumnStride] = T.Zero;
            }
        }
    }
}
