using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Whatever is wanted of rows of logits, in one go: the same numbers, bit for bit, as one after the other. Unit: 16 rows.</summary>
internal sealed unsafe class LogitsWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As many rows as the widest bundle has numbers.</summary>
    private const int RowsPerUnit = 16;

    private readonly Block<T> logits;
    private readonly List<NativeBuffer<T>> buffers = [];
    private LogitsTask<T> task;
    private Grid<T> indicated;

    public LogitsWork(Block<T> logits)
    {
        ArgumentOutOfRangeException.ThrowIfZero(logits.Columns, nameof(logits));
        this.logits = logits;
        task.Logits = Place(logits);
    }

    public override int Units => (logits.Rows + RowsPerUnit - 1) / RowsPerUnit;

    public override double Cost => (task.Loss.Exists || task.Softmax.Exists ? 20 : 2) * PointwiseCost * logits.Rows * logits.Columns;

    /// <summary>Cross entropy of every row: see <see cref="LogitsTask{T}.Loss"/>.</summary>
    public LogitsWork<T> WithLoss(Block<T> labels, Block<T> lossPerRow)
    {
        labels.Require(logits.Rows, 1, "Labels");
        lossPerRow.Require(logits.Rows, 1, "Loss per row");
        lossPerRow.RequireWritable("Loss per row");
        (task.Labels, task.Loss) = (Place(labels), Place(lossPerRow));
        return this;
    }

    /// <summary>Softmax of every row, or its logarithm.</summary>
    public LogitsWork<T> WithSoftmax(Block<T> result, bool logarithm)
    {
        result.Require(logits.Rows, logits.Columns, "Result of softmax");
        result.RequireWritable("Result of softmax");
        (task.Softmax, task.IsLogarithm) = (Place(result), logarithm);
        return this;
    }

    /// <summary>Softmax of every row, less 1 at its label.</summary>
    public LogitsWork<T> WithSoftmaxError(Block<T> labels, Block<T> result)
    {
        labels.Require(logits.Rows, 1, "Labels");
        indicated = Place(labels);
        return WithSoftmax(result, logarithm: false);
    }

    /// <summary>Place of the first maximum of every row; of the first NaN if there is one.</summary>
    public LogitsWork<T> WithIndex(Block<T> result)
    {
        result.Require(logits.Rows, 1, "Result of the first maximum");
        result.RequireWritable("Result of the first maximum");
        task.Index = Place(result);
        return this;
    }

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        nint row = (nint)firstUnit * RowsPerUnit, rows = Math.Min((nint)unitCount * RowsPerUnit, logits.Rows - row);
        fixed (LogitsTask<T>* pointer = &task)
            LogitsKernels<T>.Run(pointer, row, rows, logits.Columns);
        if (indicated.Exists)
            TakeOnes(indicated.From(row), task.Softmax.From(row), rows);
    }

    private void TakeOnes(Grid<T> labels, Grid<T> softmax, nint rows)
    {
        for (nint row = 0; row < rows; row++)
            softmax.Pointer[row * softmax.Row + ClassIndex.Of(labels.Pointer[row * labels.Row], logits.Columns) * softmax.Column] -= T.One;
    }

    private Grid<T> Place(Block<T> block)
    {
        buffers.Add(block.Buffer);
        return new(block.Pointer, block.RowStride, block.ColumnStride);
    }
}
