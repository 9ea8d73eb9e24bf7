using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cajal.Kernels;

/// <summary>256-bit vectors (AVX2 with fused multiply-add).</summary>
internal readonly unsafe struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> value = value;

    public static int Count => Vector256<T>.Count;

    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    public static Lanes256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadPartial(T* source, nint count) => typeof(T) == typeof(float)
        ? new(Avx.MaskLoad((float*)source, FirstSingles(count)).As<float, T>())
        : new(Avx.MaskLoad((double*)source, FirstDoubles(count)).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadPartial(T* source, nint count, Lanes256<T> rest)
    {
        Vector256<T> mask = typeof(T) == typeof(float) ? FirstSingles(count).As<float, T>() : FirstDoubles(count).As<double, T>();
        return new(Vector256.ConditionalSelect(mask, LoadPartial(source, count).value, rest.value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Lanes256<T> value, T* destination, nint count)
    {
        if (typeof(T) == typeof(float))
            Avx.MaskStore((float*)destination, FirstSingles(count), value.value.AsSingle());
        else
            Avx.MaskStore((double*)destination, FirstDoubles(count), value.value.AsDouble());
    }

    public static void Store(Lanes256<T> value, T* destination) => value.value.Store(destination);

    public static Lanes256<T> operator +(Lanes256<T> x, Lanes256<T> y) => new(x.value + y.value);

    public static Lanes256<T> operator -(Lanes256<T> x, Lanes256<T> y) => new(x.value - y.value);

    public static Lanes256<T> operator *(Lanes256<T> x, Lanes256<T> y) => new(x.value * y.value);

    public static Lanes256<T> operator /(Lanes256<T> x, Lanes256<T> y) => new(x.value / y.value);

    public static Lanes256<T> operator -(Lanes256<T> x) => new(-x.value);

    public static Lanes256<T> operator &(Lanes256<T> x, Lanes256<T> y) => new(x.value & y.value);

    public static Lanes256<T> operator |(Lanes256<T> x, Lanes256<T> y) => new(x.value | y.value);

    public static Lanes256<T> operator ^(Lanes256<T> x, Lanes256<T> y) => new(x.value ^ y.value);

    public static Lanes256<T> operator >(Lanes256<T> x, Lanes256<T> y) => new(Vector256.GreaterThan(x.value, y.value));

    public static Lanes256<T> operator <(Lanes256<T> x, Lanes256<T> y) => new(Vector256.LessThan(x.value, y.value));

    public static Lanes256<T> operator >=(Lanes256<T> x, Lanes256<T> y) => new(Vector256.GreaterThanOrEqual(x.value, y.value));

    public static Lanes256<T> operator <=(Lanes256<T> x, Lanes256<T> y) => new(Vector256.LessThanOrEqual(x.value, y.value));

    public static Lanes256<T> Equal(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Equals(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> z) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(x.value.AsSingle(), y.value.AsSingle(), z.value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(x.value.AsDouble(), y.value.AsDouble(), z.value.AsDouble()).As<double, T>());

    public static Lanes256<T> Max(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Max(x.value, y.value));

    public static Lanes256<T> Min(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Min(x.value, y.value));

    // Where one is NaN the instruction gives the second number.
    public static Lanes256<T> AtLeast(Lanes256<T> x, Lanes256<T> limit) => new(Vector256.MaxNative(limit.value, x.value));

    public static Lanes256<T> AtMost(Lanes256<T> x, Lanes256<T> limit) => new(Vector256.MinNative(limit.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Scale(Lanes256<T> x, Lanes256<T> n) => Elementary<Lanes256<T>, T>.ScaleByFactors(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> x) => new(Vector256.Abs(x.value));

    public static Lanes256<T> Sqrt(Lanes256<T> x) => new(Vector256.Sqrt(x.value));

    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> x, Lanes256<T> y) => new(Vector256.ConditionalSelect(mask.value, x.value, y.value));

    public static T First(Lanes256<T> x) => x.value.ToScalar();

    public static int FirstSet(Lanes256<T> mask) => BitOperations.TrailingZeroCount(mask.value.ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Exchange(Lanes256<T> x, int distance) =>
        new(Avx2.PermuteVar8x32(x.value.AsSingle(), Vector256<int>.Indices ^ Vector256.Create(distance * sizeof(T) / sizeof(float))).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Fold(Lanes256<T> x, Lanes256<T> y, int distance)
    {
        Vector256<float> a = x.value.AsSingle(), b = y.value.AsSingle();
        return (distance * sizeof(T)) switch
        {
            16 => new(Avx.Permute2x128(a, b, 0x20).As<float, T>() + Avx.Permute2x128(a, b, 0x31).As<float, T>()),
            8 => new(Avx.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>() + Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>()),
            _ => new((Avx.Blend(a, Avx.DuplicateEvenIndexed(b), 0xAA) + Avx.Blend(Avx.DuplicateOddIndexed(a), b, 0xAA)).As<float, T>()),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddBits(Lanes256<T> x, Lanes256<T> y) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() + y.value.AsInt32()).As<int, T>())
        : new((x.value.AsInt64() + y.value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SubtractBits(Lanes256<T> x, Lanes256<T> y) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() - y.value.AsInt32()).As<int, T>())
        : new((x.value.AsInt64() - y.value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftLeftBits(Lanes256<T> x, int count) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() << count).As<int, T>())
        : new((x.value.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftRightBits(Lanes256<T> x, int count) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() >> count).As<int, T>())
        : new((x.value.AsInt64() >> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FirstSingles(nint count) =>
        Vector256.GreaterThan(Vector256.Create((int)count), Vector256<int>.Indices).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> FirstDoubles(nint count) =>
        Vector256.GreaterThan(Vector256.Create((long)count), Vector256<long>.Indices).AsDouble();
}
