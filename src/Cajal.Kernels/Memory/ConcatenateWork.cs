using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Stretches of several sources side by side: the first of each, then the second of each, and so on. Unit: a row of stretches.</summary>
internal sealed unsafe class ConcatenateWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T>[] sources;
    private readonly int[] lengths;
    private readonly Block<T> result;
    private readonly int count;

    /// <param name="sources">The sources, dense.</param>
    /// <param name="result">The result, dense.</param>
    /// <param name="count">Stretches of each source.</param>
    public ConcatenateWork(ReadOnlySpan<Block<T>> sources, Block<T> result, int count)
    {
        result.RequireWritable("Concatenated result");
        this.sources = sources.ToArray();
        this.result = result;
        this.count = count;
        lengths = [.. this.sources.Select(source => count == 0 ? 0 : source.Rows * source.Columns / count)];
        if ((long)result.Rows * result.Columns != (long)count * lengths.Sum())
            throw new ArgumentException($"{count} rows of {lengths.Sum()} numbers do not fill [{result.Rows}, {result.Columns}].");
    }

    public override int Units => count;

    public override double Cost => PointwiseCost * result.Rows * result.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* to = result.Pointer + ((nint)firstUnit * lengths.Sum());
        for (nint unit = firstUnit; unit < firstUnit + unitCount; unit++)
        {
            for (int source = 0; source < sources.Length; source++)
            {
                int length = lengths[source];
                new ReadOnlySpan<T>(sources[source].Pointer + (unit * length), length).CopyTo(new Span<T>(to, length));
                to += length;
            }
        }
    }
}
