using System.Numerics;

namespace Cajal.Kernels;

/// <summary>destination = source, element by element; transposes and broadcasts are views of the source. Unit: a row.</summary>
internal sealed unsafe class CopyWork<T> : Work where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> source;
    private readonly Block<T> destination;

    public CopyWork(Block<T> source, Block<T> destination)
    {
        source.Require(destination.Rows, destination.Columns, "Source");
        destination.RequireWritable("Destination");
        this.source = source;
        this.destination = destination;
    }

    public override int Units => destination.Rows;

    public override double Cost => PointwiseCost * destination.Rows * destination.Columns;

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* from = source.Pointer + (long)firstUnit * source.RowStride;
        T* to = destination.Pointer + (long)firstUnit * destination.RowStride;
        StridedCopy.Run(unitCount, destination.Columns, from, source.RowStride, source.ColumnStride, to, destination.RowStride, destination.ColumnStride);
    }
}
