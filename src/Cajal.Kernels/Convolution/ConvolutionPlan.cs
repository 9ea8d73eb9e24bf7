using System.Numerics;

namespace Cajal.Kernels;

/// <summary>What a convolution computes from its source and its weights.</summary>
internal enum ConvolutionTarget
{
    /// <summary>The output, from the input.</summary>
    Output,

    /// <summary>The input's gradient, from the output's.</summary>
    InputGradient,
}

/// <summary>A part of a target: rows of images, and the columns (channels) of a panel.</summary>
internal readonly record struct ConvolutionUnit(int FirstRow, int Rows, int Panel, int Group, int Column, int Columns);

/// <summary>How a convolution, or the gradient of its input, is computed: cut into units that share nothing but what they read.</summary>
internal abstract unsafe class ConvolutionPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract int Units { get; }

    public int TargetChannels { get; protected init; }

    /// <summary>Columns of the widest unit, in whole bundles.</summary>
    public abstract int TileRow { get; }

    /// <summary>Elements that hold any unit in rows of <see cref="TileRow"/> elements.</summary>
    public abstract long TileLength { get; }

    /// <summary>Elements of scratch that <see cref="Compute"/> needs.</summary>
    public abstract long ScratchLength { get; }

    /// <summary>The part of the target that a unit computes. Units that share a packed panel of weights follow one another.</summary>
    public abstract ConvolutionUnit this[int index] { get; }

    /// <summary>Places of a row of the target's images.</summary>
    protected int TargetWidth { get; init; }

    /// <summary>The plan for a shape, which decides alone, so that neither batch nor threads nor hardware change a bit.</summary>
    public static ConvolutionPlan<T> Of(in ConvolutionShape shape, ConvolutionTarget target) =>
        typeof(T) == typeof(float) && WinogradGeometry.Suits(shape) ? new WinogradPlan<T>(shape, target) : new DirectConvolutionPlan<T>(shape, target);

    /// <summary>First place of a unit, as a row of the target's matrix view.</summary>
    public int FirstPlace(in ConvolutionUnit unit) => unit.FirstRow * TargetWidth;

    public int Places(in ConvolutionUnit unit) => unit.Rows * TargetWidth;

    /// <summary>Computes a unit into <paramref name="c"/>, which points to its first element and, where padded, has room for whole bundles; the next
    /// place is <paramref name="cRow"/> behind. <paramref name="packed"/> says which panel the scratch memory holds, from the unit before.</summary>
    public abstract void Compute(in ConvolutionUnit unit, T* source, T* weights, T* c, nint cRow, bool isPadded, T* scratch, ref int packed);
}
