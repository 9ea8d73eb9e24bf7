using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cajal.Kernels;

/// <summary>128-bit vectors (Arm64 Advanced SIMD, or x64 without AVX2).</summary>
internal readonly unsafe struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> value = value;

    public static int Count => Vector128<T>.Count;

    public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    public static Lanes128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadPartial(T* source, nint count) => LoadPartial(source, count, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadPartial(T* source, nint count, Lanes128<T> rest)
    {
        Vector128<T> all = rest.value;
        for (nint i = 0; i < count; i++)
            ((T*)&all)[i] = source[i];
        return new(all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Lanes128<T> value, T* destination, nint count)
    {
        Vector128<T> all = value.value;
        for (nint i = 0; i < count; i++)
            destination[i] = ((T*)&all)[i];
    }

    public static void Store(Lanes128<T> value, T* destination) => value.value.Store(destination);

    public static Lanes128<T> operator +(Lanes128<T> x, Lanes128<T> y) => new(x.value + y.value);

    public static Lanes128<T> operator -(Lanes128<T> x, Lanes128<T> y) => new(x.value - y.value);

    public static Lanes128<T> operator *(Lanes128<T> x, Lanes128<T> y) => new(x.value * y.value);

    public static Lanes128<T> operator /(Lanes128<T> x, Lanes128<T> y) => new(x.value / y.value);

    public static Lanes128<T> operator -(Lanes128<T> x) => new(-x.value);

    public static Lanes128<T> operator &(Lanes128<T> x, Lanes128<T> y) => new(x.value & y.value);

    public static Lanes128<T> operator |(Lanes128<T> x, Lanes128<T> y) => new(x.value | y.value);

    public static Lanes128<T> operator ^(Lanes128<T> x, Lanes128<T> y) => new(x.value ^ y.value);

    public static Lanes128<T> operator >(Lanes128<T> x, Lanes128<T> y) => new(Vector128.GreaterThan(x.value, y.value));

    public static Lanes128<T> operator <(Lanes128<T> x, Lanes128<T> y) => new(Vector128.LessThan(x.value, y.value));

    public static Lanes128<T> operator >=(Lanes128<T> x, Lanes128<T> y) => new(Vector128.GreaterThanOrEqual(x.value, y.value));

    public static Lanes128<T> operator <=(Lanes128<T> x, Lanes128<T> y) => new(Vector128.LessThanOrEqual(x.value, y.value));

    public static Lanes128<T> Equal(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Equals(x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> x, Lanes128<T> y, Lanes128<T> z) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(x.value.AsSingle(), y.value.AsSingle(), z.value.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(x.value.AsDouble(), y.value.AsDouble(), z.value.AsDouble()).As<double, T>());

    public static Lanes128<T> Max(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Max(x.value, y.value));

    public static Lanes128<T> Min(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Min(x.value, y.value));

    // Where one is NaN the instruction gives the second number.
    public static Lanes128<T> AtLeast(Lanes128<T> x, Lanes128<T> limit) => new(Vector128.MaxNative(limit.value, x.value));

    public static Lanes128<T> AtMost(Lanes128<T> x, Lanes128<T> limit) => new(Vector128.MinNative(limit.value, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Scale(Lanes128<T> x, Lanes128<T> n) => Elementary<Lanes128<T>, T>.ScaleByFactors(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> x) => new(Vector128.Abs(x.value));

    public static Lanes128<T> Sqrt(Lanes128<T> x) => new(Vector128.Sqrt(x.value));

    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> x, Lanes128<T> y) => new(Vector128.ConditionalSelect(mask.value, x.value, y.value));

    public static T First(Lanes128<T> x) => x.value.ToScalar();

    public static int FirstSet(Lanes128<T> mask) => BitOperations.TrailingZeroCount(mask.value.ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Exchange(Lanes128<T> x, int distance) => distance * sizeof(T) == sizeof(double)
        ? new(Vector128.Shuffle(x.value.AsInt32(), Vector128.Create(2, 3, 0, 1)).As<int, T>())
        : new(Vector128.Shuffle(x.value.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Fold(Lanes128<T> x, Lanes128<T> y, int distance)
    {
        Vector128<T> upper = distance * sizeof(T) == sizeof(double) ? Vector128.Create(0, -1L).As<long, T>() : Vector128.Create(0, -1, 0, -1).As<int, T>();
        Lanes128<T> mask = new(upper);
        return Select(mask, y, x) + Exchange(Select(mask, x, y), distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddBits(Lanes128<T> x, Lanes128<T> y) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() + y.value.AsInt32()).As<int, T>())
        : new((x.value.AsInt64() + y.value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SubtractBits(Lanes128<T> x, Lanes128<T> y) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() - y.value.AsInt32()).As<int, T>())
        : new((x.value.AsInt64() - y.value.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftLeftBits(Lanes128<T> x, int count) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() << count).As<int, T>())
        : new((x.value.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftRightBits(Lanes128<T> x, int count) => typeof(T) == typeof(float)
        ? new((x.value.AsInt32() >> count).As<int, T>())
        : new((x.value.AsInt64() >> count).As<long, T>());
}
