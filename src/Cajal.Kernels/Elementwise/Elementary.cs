using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>The elementary functions on bundles of numbers, with the same bits on every width. Here: what they share.</summary>
/// <remarks>Polynomials come from tests/Cajal.Tests/Golden/Kernels/coefficients.py.</remarks>
internal static partial class Elementary<V, T> where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bits of the fraction field.</summary>
    private static int FractionBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 23 : 52;
    }

    /// <summary>1.5 * 2^FractionBits: added to a small number it rounds it to a whole one, which then stands in the low bits.</summary>
    private static V RoundingMagic
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Constant(1.5 * (1 << 23), 1.5 * (1L << 52));
    }

    public static V One => Constant(1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant(double value) =>
        V.Broadcast(typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant(double forFloat, double forDouble) =>
        V.Broadcast(typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)forFloat) : Unsafe.BitCast<double, T>(forDouble));

    /// <summary>A whole number in the bits of every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bits(int forFloat, long forDouble) =>
        V.Broadcast(typeof(T) == typeof(float) ? Unsafe.BitCast<int, T>(forFloat) : Unsafe.BitCast<long, T>(forDouble));

    /// <summary>x * 2^n in two factors, because n may lie outside the range of exponents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleByFactors(V x, V n)
    {
        V magic = RoundingMagic;
        V bits = V.SubtractBits(n + magic, magic), half = V.ShiftRightBits(bits, 1);
        return x * PowerOfTwo(half) * PowerOfTwo(V.SubtractBits(bits, half));
    }

    /// <summary>2^n for whole numbers n in the bits, where the result is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo(V n) => V.ShiftLeftBits(V.AddBits(n, Bits(127, 1023)), FractionBits);

    /// <summary>The sign of <paramref name="sign"/> on the non-negative number <paramref name="magnitude"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithSign(V magnitude, V sign) => magnitude | (sign & Bits(int.MinValue, long.MinValue));

    /// <summary>c0 + x (c1 + x (c2 + x c3)) by Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Polynomial(V x, double c0, double c1, double c2, double c3) =>
        Polynomial(x, c0, c1, V.MultiplyAdd(Constant(c3), x, Constant(c2)));

    /// <summary>c0 + x (c1 + x (c2 + x (c3 + x higher))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Polynomial(V x, double c0, double c1, double c2, double c3, V higher) => Polynomial(x, c0, c1, Polynomial(x, c2, c3, higher));

    /// <summary>c0 + x (c1 + x higher).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Polynomial(V x, double c0, double c1, V higher) =>
        V.MultiplyAdd(V.MultiplyAdd(higher, x, Constant(c1)), x, Constant(c0));

    /// <summary>c0 + x higher.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Polynomial(V x, double c0, V higher) => V.MultiplyAdd(higher, x, Constant(c0));
}
