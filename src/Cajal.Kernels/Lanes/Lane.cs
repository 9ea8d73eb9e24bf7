using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A single number, for machines without vectors.</summary>
internal readonly unsafe struct Lane<T>(T value) : ILanes<Lane<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T value = value;

    public static int Count => 1;

    private long Bits => typeof(T) == typeof(float) ? BitConverter.SingleToInt32Bits((float)(object)value) : BitConverter.DoubleToInt64Bits((double)(object)value);

    public static Lane<T> Broadcast(T value) => new(value);

    public static Lane<T> Load(T* source) => new(*source);

    public static Lane<T> LoadPartial(T* source, nint count) => default;

    public static Lane<T> LoadPartial(T* source, nint count, Lane<T> rest) => rest;

    public static void Store(Lane<T> value, T* destination) => *destination = value.value;

    public static void StorePartial(Lane<T> value, T* destination, nint count)
    {
    }

    public static Lane<T> operator +(Lane<T> x, Lane<T> y) => new(x.value + y.value);

    public static Lane<T> operator -(Lane<T> x, Lane<T> y) => new(x.value - y.value);

    public static Lane<T> operator *(Lane<T> x, Lane<T> y) => new(x.value * y.value);

    public static Lane<T> operator /(Lane<T> x, Lane<T> y) => new(x.value / y.value);

    public static Lane<T> operator -(Lane<T> x) => new(-x.value);

    public static Lane<T> operator &(Lane<T> x, Lane<T> y) => FromBits(x.Bits & y.Bits);

    public static Lane<T> operator |(Lane<T> x, Lane<T> y) => FromBits(x.Bits | y.Bits);

    public static Lane<T> operator ^(Lane<T> x, Lane<T> y) => FromBits(x.Bits ^ y.Bits);

    public static Lane<T> operator >(Lane<T> x, Lane<T> y) => Mask(x.value > y.value);

    public static Lane<T> operator <(Lane<T> x, Lane<T> y) => Mask(x.value < y.value);

    public static Lane<T> operator >=(Lane<T> x, Lane<T> y) => Mask(x.value >= y.value);

    public static Lane<T> operator <=(Lane<T> x, Lane<T> y) => Mask(x.value <= y.value);

    public static Lane<T> Equal(Lane<T> x, Lane<T> y) => Mask(x.value == y.value);

    public static Lane<T> MultiplyAdd(Lane<T> x, Lane<T> y, Lane<T> z) => new(T.FusedMultiplyAdd(x.value, y.value, z.value));

    public static Lane<T> Max(Lane<T> x, Lane<T> y) => new(T.Max(x.value, y.value));

    public static Lane<T> Min(Lane<T> x, Lane<T> y) => new(T.Min(x.value, y.value));

    public static Lane<T> AtLeast(Lane<T> x, Lane<T> limit) => x.value < limit.value ? limit : x;

    public static Lane<T> AtMost(Lane<T> x, Lane<T> limit) => x.value > limit.value ? limit : x;

    public static Lane<T> Scale(Lane<T> x, Lane<T> n) => Elementary<Lane<T>, T>.ScaleByFactors(x, n);

    public static Lane<T> Abs(Lane<T> x) => new(T.Abs(x.value));

    public static Lane<T> Sqrt(Lane<T> x) => new(T.Sqrt(x.value));

    public static Lane<T> Select(Lane<T> mask, Lane<T> x, Lane<T> y) => mask.Bits != 0 ? x : y;

    public static T First(Lane<T> x) => x.value;

    public static int FirstSet(Lane<T> mask) => mask.Bits != 0 ? 0 : 1;

    public static Lane<T> Exchange(Lane<T> x, int distance) => x;

    public static Lane<T> Fold(Lane<T> x, Lane<T> y, int distance) => x;

    public static Lane<T> AddBits(Lane<T> x, Lane<T> y) => FromBits(x.Bits + y.Bits);

    public static Lane<T> SubtractBits(Lane<T> x, Lane<T> y) => FromBits(x.Bits - y.Bits);

    public static Lane<T> ShiftLeftBits(Lane<T> x, int count) => FromBits(x.Bits << count);

    public static Lane<T> ShiftRightBits(Lane<T> x, int count) => FromBits(x.Bits >> count);

    private static Lane<T> Mask(bool condition) => FromBits(condition ? -1 : 0);

    // A float keeps its bits in the low half; sign extension makes shifts to the right fill with the sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<T> FromBits(long bits) => typeof(T) == typeof(float)
        ? new((T)(object)BitConverter.Int32BitsToSingle((int)bits))
        : new((T)(object)BitConverter.Int64BitsToDouble(bits));
}
