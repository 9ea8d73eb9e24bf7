using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A part of the weights' gradient: some rows of its matrix view, or of each of its parts, and the columns of one panel or of several.</summary>
internal readonly record struct WeightGradientUnit(int FirstRow, int Rows, int Group, int FirstPanel, int EndPanel, int Column, int Columns);

/// <summary>How the gradient of a convolution's weights is computed: cut into units that share nothing but what they read.</summary>
internal abstract unsafe class WeightGradientPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract int Units { get; }

    /// <summary>Parts of equal size into which the rows of the result fall; a unit has the same rows of each.</summary>
    public abstract int Parts { get; }

    /// <summary>Columns of the widest unit, in whole bundles.</summary>
    public abstract int TileRow { get; }

    /// <summary>Elements that hold any unit in rows of <see cref="TileRow"/> elements.</summary>
    public abstract long TileLength { get; }

    /// <summary>Elements of scratch that <see cref="Compute"/> needs.</summary>
    public abstract long ScratchLength { get; }

    /// <summary>The part of the result that a unit computes.</summary>
    public abstract WeightGradientUnit this[int index] { get; }

    /// <summary>The plan for a shape, which decides alone, so that neither batch nor threads nor hardware change a bit.</summary>
    public static WeightGradientPlan<T> Of(in ConvolutionShape shape) =>
        typeof(T) == typeof(float) && WinogradGeometry.Suits(shape) ? new WinogradWeightGradientPlan<T>(shape) : new DirectWeightGradientPlan<T>(shape);

    /// <summary>Computes a unit into <paramref name="c"/>, which points to its first element and, where padded, has room for whole bundles; the next row
    /// is <paramref name="cRow"/> behind, the unit's rows of the next part <paramref name="cPart"/>.</summary>
    public abstract void Compute(in WeightGradientUnit unit, T* input, T* outputGradient, T* c, nint cRow, nint cPart, bool isPadded, T* scratch);
}
