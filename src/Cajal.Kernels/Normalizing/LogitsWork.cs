using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Work that treats every row of logits alike, several short rows at a time. Unit: a group of rows.</summary>
internal abstract unsafe class LogitsWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int groupRows;

    private protected LogitsWork(Block<T> logits)
    {
        ArgumentOutOfRangeException.ThrowIfZero(logits.Columns, nameof(logits));
        Logits = logits;
        groupRows = SoftmaxKernel<T>.GroupRows(logits.Columns);
    }

    public override int Units => (Logits.Rows + groupRows - 1) / groupRows;

    public override double Cost => 20 * PointwiseCost * Logits.Rows * Logits.Columns;

    private protected Block<T> Logits { get; }

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* scratch = Scratch<T>.Get(SoftmaxKernel<T>.ScratchLength(Logits.Columns));
        for (int unit = firstUnit; unit < firstUnit + unitCount; unit++)
        {
            nint row = (nint)unit * groupRows;
            ExecuteRows(row, (int)Math.Min(groupRows, Logits.Rows - row), scratch);
        }
    }

    /// <summary>Treats <paramref name="rows"/> rows from <paramref name="row"/> on.</summary>
    private protected abstract void ExecuteRows(nint row, int rows, T* scratch);
}
