using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>512-bit vectors (AVX-512).</summary>
internal readonly unsafe struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> value = value;

    public static int Count => Vector512<T>.Count;

    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    public static Lanes512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadPartial(T* source, nint count) => typeof(T) == typeof(float)
        ? new(Avx512F.MaskLoad((float*)source, FirstSingles(count), Vector512<float>.Zero).As<float, T>())
        : new(Avx512F.MaskLoad((double*)source, FirstDoubles(count), Vector512<double>.Zero).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadPartial(T* source, nint count, Lanes512<T> rest) => typeof(T) == typeof(float)
        ? new(Avx512F.MaskLoad((float*)source, FirstSingles(count), rest.value.AsSingle()).As<float, T>())
        : new(Avx512F.MaskLoad((double*)source, FirstDoubles(count), rest.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Lanes512<T> value, T* destination, nint count)
    {
        if (typeof(T) == typeof(float))
            Avx512F.MaskStore((float*)destination, FirstSingles(count), value.value.AsSingle());
        else
            Avx512F.MaskStore((double*)destination, FirstDoubles(count), value.value.AsDouble());
    }

    public static void Store(Lanes512<T> value, T* destination) => value.value.Store(destination);

    public static Lanes512<T> operator +(Lanes512<T> x, Lanes512<T> y) => new(x.value + y.value);

    public static Lanes512<T> operator -(Lanes512<T> x, Lanes512<T> y) => new(x.value - y.value);

    public static Lanes512<T> operator *(Lanes512<T> x, Lanes512<T> y) => new(x.value * y.value);

    public static Lanes512<T> operator /(Lanes512<T> x, Lanes512<T> y) => new(x.value / y.value);

    public static Lanes512<T> operator -(Lanes512<T> x) => new(-x.value);

    public static Lanes512<T> operator &(Lanes512<T> x, Lanes512<T> y) => new(x.value & y.value);

    public static Lanes512<T> operator |(Lanes512<T> x, Lanes512<T> y) => new(x.value | y.value);

    public static Lanes512<T> operator ^(Lanes512<T> x, Lanes512<T> y) => new(x.value ^ y.value);

    public static Lanes512<T> operator >(Lanes512<T> x, Lanes512<T> y) => new(Vector512.GreaterThan(x.value, y.value));

    public static Lanes512<T> operator <(Lanes512<T> x, Lanes512<T> y) => new(Vector512.LessThan(x.value, y.value));

    public static Lanes512<T> operator >=(Lanes512<T> x, Lanes512<T> y) => new(Vector512.GreaterThanOrEqual(x.value, y.value));

    public static Lanes512<T> operator <=(Lanes512<T> x, Lanes512<T> y) => new(Vector512.LessThanOrEqual(x.value, y.value));

    public static Lanes512<T> Equal(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Equals(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> z) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(x.value.AsSingle(), y.value.AsSingle(), z.value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(x.value.AsDouble(), y.value.AsDouble(), z.value.AsDouble()).As<double, T>());

    public static Lanes512<T> Max(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Max(x.value, y.value));

    public static Lanes512<T> Min(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Min(x.value, y.value));

    // Where one is NaN the instruction gives the second number.
    public static Lanes512<T> AtLeast(Lanes512<T> x, Lanes512<T> limit) => new(Vector512.MaxNative(limit.value, x.value));

    public static Lanes512<T> AtMost(Lanes512<T> x, Lanes512<T> limit) => new(Vector512.MinNative(limit.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Scale(Lanes512<T> x, Lanes512<T> n) => typeof(T) == typeof(float)
        ? new(Avx512F.Scale(x.value.AsSingle(), n.value.AsSingle()).As<float, T>())
        : new(Avx512F.Scale(x.value.AsDouble(), n.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> x) => new(Vector512.Abs(x.value));

    public static Lanes512<T> Sqrt(Lanes512<T> x) => new(Vector512.Sqrt(x.value));

    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> x, Lanes512<T> y) => new(Vector512.ConditionalSelect(mask.value, x.value, y.value));

    public static T First(Lanes512<T> x) => x.value.ToScalar();

    public static int FirstSet(Lanes512<T> mask) => BitOperations.TrailingZeroCount(mask.value.ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Exchange(Lanes512<T> x, int distance) =>
        new(Avx512F.PermuteVar16x32(x.value.AsSingle(), Vector512<int>.Indices ^ Vector512.Create(distance * sizeof(T) / sizeof(float))).As<float, T>());

    // Whole halves move at twice the speed of single numbers, whose place is that in x or, from 16 on, in y.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Fold(Lanes512<T> x, Lanes512<T> y, int distance)
    {
        Vector512<float> a = x.value.AsSingle(), b = y.value.AsSingle();
        int bit = distance * sizeof(T) / sizeof(float);
        if (bit == 8)
            return new(Avx512F.Shuffle4x128(a, b, 0x44).As<float, T>() + Avx512F.Shuffle4x128(a, b, 0xEE).As<float, T>());
        Vector512<int> bits = Vector512.Create(bit), inY = (Vector512<int>.Indices & bits) * (16 / bit);
        Vector512<float> lower = Avx512F.PermuteVar16x32x2(a, (Vector512<int>.Indices & ~bits) + inY, b);
        Vector512<float> upper = Avx512F.PermuteVar16x32x2(a, (Vector512<int>.Indices | bits) + inY, b);
        return new(lower.As<float, T>() + upper.As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddBits(Lanes512<T> x, Lanes512<T> y) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() + y.value.AsInt32()).As<int, T>())
        : new((x.value.AsInt64() + y.value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SubtractBits(Lanes512<T> x, Lanes512<T> y) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() - y.value.AsInt32()).As<int, T>())
        : new((x.value.AsInt64() - y.value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftLeftBits(Lanes512<T> x, int count) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() << count).As<int, T>())
        : new((x.value.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftRightBits(Lanes512<T> x, int count) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() >> count).As<int, T>())
        : new((x.value.AsInt64() >> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> FirstSingles(nint count) =>
        Vector512.GreaterThan(Vector512.Create((int)count), Vector512<int>.Indices).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> FirstDoubles(nint count) =>
        Vector512.GreaterThan(Vector512.Create((long)count), Vector512<long>.Indices).AsDouble();
}
