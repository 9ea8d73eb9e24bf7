using System.Numerics;

namespace Cajal.Kernels;

/// <summary>The transforms of this process's hardware path.</summary>
internal static unsafe class WinogradKernels<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static WinogradKernels() => Hardware.Fill<Table, T>(default);

    /// <summary>See <see cref="TileTransforms{V, T}.Inputs"/>.</summary>
    public static delegate*<nint, T**, T*, nint, void> Inputs { get; private set; }

    /// <summary>See <see cref="TileTransforms{V, T}.Weights"/>.</summary>
    public static delegate*<nint, T*, nint, T*, nint, void> Weights { get; private set; }

    /// <summary>See <see cref="TileTransforms{V, T}.Outputs"/>.</summary>
    public static delegate*<nint, T*, nint, T**, void> Outputs { get; private set; }

    /// <summary>See <see cref="TileTransforms{V, T}.OutputGradients"/>.</summary>
    public static delegate*<nint, T**, T*, nint, void> OutputGradients { get; private set; }

    /// <summary>See <see cref="TileTransforms{V, T}.WeightGradients"/>.</summary>
    public static delegate*<nint, T*, nint, T*, nint, void> WeightGradients { get; private set; }

    private readonly struct Table : IKernelTable<T>
    {
        public void Fill<V>() where V : unmanaged, ILanes<V, T>
        {
            Inputs = &TileTransforms<V, T>.Inputs;
            Weights = &TileTransforms<V, T>.Weights;
            Outputs = &TileTransforms<V, T>.Outputs;
            OutputGradients = &TileTransforms<V, T>.OutputGradients;
            WeightGradients = &TileTransforms<V, T>.WeightGradients;
        }
    }
}
