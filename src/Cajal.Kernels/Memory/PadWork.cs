using System.Numerics;

namespace Cajal.Kernels;

/// <summary>
/// Stretches of one length become stretches of another: numbers are cut off or filled in at both ends. Unit: a stretch.
/// </summary>
internal sealed unsafe class PadWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> source;
    private readonly Block<T> result;
    private readonly int count;
    private readonly int length;
    private readonly int before;
    private readonly int resultLength;
    private readonly T value;

    /// <param name="source">The stretches, dense, one behind the other.</param>
    /// <param name="result">The new ones, dense.</param>
    /// <param name="count">Number of stretches.</param>
    /// <param name="before">Numbers put before each stretch; below 0 numbers cut off.</param>
    /// <param name="after">Numbers put behind each stretch; below 0 numbers cut off.</param>
    /// <param name="value">What is put there.</param>
    public PadWork(Block<T> source, Block<T> result, int count, int before, int after, T value)
    {
        result.RequireWritable("Padded result");
        this.source = source;
        this.result = result;
        this.count = count;
        this.before = before;
        this.value = value;
        length = count == 0 ? 0 : source.Rows * source.Columns / count;
        resultLength = length + before + after;
        if (resultLength < 0 || (long)result.Rows * result.Columns != (long)count * resultLength)
            throw new ArgumentException($"{count} stretches of {length} numbers with {before} before and {after} behind do not fill [{result.Rows}, {result.Columns}].");
    }

    public override int Units => count;

    public override double Cost => PointwiseCost * count * resultLength;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        int skipped = Math.Max(-before, 0), start = Math.Min(Math.Max(before, 0), resultLength);
        int copied = Math.Max(Math.Min(length - skipped, resultLength - start), 0);
        for (nint unit = firstUnit; unit < firstUnit + unitCount; unit++)
        {
            var to = new Span<T>(result.Pointer + (unit * resultLength), resultLength);
            to[..start].Fill(value);
            new ReadOnlySpan<T>(source.Pointer + (unit * length) + skipped, copied).CopyTo(to[start..]);
            to[(start + copied)..].Fill(value);
        }
    }
}
