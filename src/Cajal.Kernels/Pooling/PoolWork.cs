using System.Numerics;

namespace Cajal.Kernels;

/// <summary>One way to go over the windows of pictures. Reads one or two operands; every number of the result is written by one unit.</summary>
internal unsafe interface IPoolPass
{
    /// <summary>Whether the result is as large as the pictures, not as the windows.</summary>
    static abstract bool FillsPictures { get; }

    /// <summary>Independent pieces.</summary>
    static abstract int Units(PoolGrid grid);

    /// <summary>Computes units [first, first + count). <paramref name="scratch"/> has room for a line of the pictures or windows and a bundle.</summary>
    static abstract void Run<V, T>(PoolGrid grid, T* a, T* b, T* result, nint first, nint count, T* scratch)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A pass over the windows of dense pictures.</summary>
internal sealed unsafe class PoolWork<TPass, T> : Work where TPass : IPoolPass where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly delegate*<PoolGrid, T*, T*, T*, nint, nint, T*, void> Kernel = Hardware.Path switch
    {
        HardwarePath.Avx512 => &TPass.Run<Lanes512<T>, T>,
        HardwarePath.Avx2 => &TPass.Run<Lanes256<T>, T>,
        HardwarePath.Vector128 => &TPass.Run<Lanes128<T>, T>,
        _ => &TPass.Run<Lane<T>, T>,
    };

    private readonly PoolGrid grid;
    private readonly Block<T> a;
    private readonly Block<T> b;
    private readonly Block<T> result;

    /// <param name="grid">Pictures and windows.</param>
    /// <param name="a">First operand, dense.</param>
    /// <param name="b">Second operand, dense; the first again where a pass reads one.</param>
    /// <param name="result">The result, dense.</param>
    public PoolWork(PoolGrid grid, Block<T> a, Block<T> b, Block<T> result)
    {
        long expected = TPass.FillsPictures ? grid.InputCount : grid.OutputCount;
        if ((long)result.Rows * result.Columns != expected)
            throw new ArgumentException($"Result of the pooling has {(long)result.Rows * result.Columns} elements, expected {expected}.", nameof(result));
        result.RequireWritable("Result of the pooling");
        this.grid = grid;
        this.a = a;
        this.b = b;
        this.result = result;
    }

    public override int Units => TPass.Units(grid);

    public override double Cost => PointwiseCost * Math.Max(grid.InputCount, grid.OutputCount);

    public override void Execute(int firstUnit, int unitCount, int worker)
    {
        T* scratch = Scratch<T>.Get(Math.Max(grid.LineLength, grid.OutputLineLength) + Operand<T>.Line);
        Kernel(grid, a.Pointer, b.Pointer, result.Pointer, firstUnit, unitCount, scratch);
    }
}
