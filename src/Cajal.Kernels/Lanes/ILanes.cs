using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A bundle of numbers on which a kernel works at once: a vector of some width, or a single number.</summary>
/// <remarks>Kernels are written once against this interface; the just-in-time compiler makes a body per width. Every operation gives the
/// same bits per element on every width. Comparisons give a mask: all bits set where true. "Bits" operations see each element as an integer.</remarks>
internal unsafe interface ILanes<TSelf, T> where TSelf : unmanaged, ILanes<TSelf, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers in the bundle.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(T value);

    static abstract TSelf Load(T* source);

    /// <summary>The first <paramref name="count"/> &lt; <see cref="Count"/> numbers; the rest is zero and its memory is not touched.</summary>
    static abstract TSelf LoadPartial(T* source, nint count);

    /// <summary>The first <paramref name="count"/> &lt; <see cref="Count"/> numbers, and behind them those of <paramref name="rest"/>.</summary>
    static abstract TSelf LoadPartial(T* source, nint count, TSelf rest);

    static abstract void Store(TSelf value, T* destination);

    /// <summary>Writes the first <paramref name="count"/> &lt; <see cref="Count"/> numbers.</summary>
    static abstract void StorePartial(TSelf value, T* destination, nint count);

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x);

    static abstract TSelf operator &(TSelf x, TSelf y);

    static abstract TSelf operator |(TSelf x, TSelf y);

    static abstract TSelf operator ^(TSelf x, TSelf y);

    static abstract TSelf operator >(TSelf x, TSelf y);

    static abstract TSelf operator <(TSelf x, TSelf y);

    static abstract TSelf operator >=(TSelf x, TSelf y);

    static abstract TSelf operator <=(TSelf x, TSelf y);

    /// <summary>Mask of equal numbers (NaN equals nothing, +0 equals -0).</summary>
    static abstract TSelf Equal(TSelf x, TSelf y);

    /// <summary>x * y + z with one rounding.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>Larger number; NaN if one is NaN; +0 is larger than -0.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>Smaller number; NaN if one is NaN; -0 is smaller than +0.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>x, but at least <paramref name="limit"/>, which is not 0; NaN stays.</summary>
    static abstract TSelf AtLeast(TSelf x, TSelf limit);

    /// <summary>x, but at most <paramref name="limit"/>, which is not 0; NaN stays.</summary>
    static abstract TSelf AtMost(TSelf x, TSelf limit);

    /// <summary>x * 2^n with one rounding, for x near 1 and whole n.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf Sqrt(TSelf x);

    /// <summary>x where the mask is set, else y.</summary>
    static abstract TSelf Select(TSelf mask, TSelf x, TSelf y);

    /// <summary>The first number.</summary>
    static abstract T First(TSelf x);

    /// <summary>Place of the first number whose mask is set; <see cref="Count"/> or more where none is.</summary>
    static abstract int FirstSet(TSelf mask);

    /// <summary>Number i changes places with number i ^ <paramref name="distance"/>, a power of two below <see cref="Count"/>.</summary>
    static abstract TSelf Exchange(TSelf x, int distance);

    /// <summary>Adds the numbers that lie <paramref name="distance"/>, a power of two below <see cref="Count"/>, apart: the sums of x are at the lower one of
    /// their places, those of y at the upper one.</summary>
    static abstract TSelf Fold(TSelf x, TSelf y, int distance);

    static abstract TSelf AddBits(TSelf x, TSelf y);

    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    static abstract TSelf ShiftLeftBits(TSelf x, int count);

    /// <summary>Shift that fills with the sign bit.</summary>
    static abstract TSelf ShiftRightBits(TSelf x, int count);
}
