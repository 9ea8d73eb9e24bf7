using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

// log, log1p and softplus: x = 2^k (1 + f), log(1 + f) from s = f / (2 + f) as in FreeBSD's msun (e_log.c, s_log1p.c).
internal static partial class Elementary<V, T>
{
    /// <summary>Natural logarithm; log 0 = -inf, of negative numbers NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        // Subnormal numbers are scaled up first.
        V isSmall = x < Constant(1.17549435e-38, 2.2250738585072014e-308);
        V scaled = V.Select(isSmall, x * Constant(1 << 24, 1L << 53), x);
        V k = Split(scaled, out V f) - (isSmall & Constant(24, 53));
        return Specials(x, Combine(k, f, default));
    }

    /// <summary>log(1 + x), accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p(V x)
    {
        V u = x + One;

        // What the rounding of u lost, relative to u; without meaning (and NaN) where u is infinite or 0.
        V big = x > One;
        V lost = V.Select(big, One - (u - x), x - (u - One)) / u;
        V k = Split(u, out V f);
        V exact = V.Equal(k, default);
        V value = Combine(k, V.Select(exact, x, f), V.Select(exact, default, lost));
        return V.Select(V.Equal(x, default), x, Specials(u, value));
    }

    /// <summary>log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), exact on both sides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus(V x)
    {
        V positive = V.Select(x <= default(V), default, x);

        // 1 + e lies in [1, 2], so k is 0 or 1 and f is exact: e itself, or (1 + e) / 2 - 1.
        V e = Exp(-V.Abs(x));
        V isHigh = e > Constant(0.41421356237309503);
        V f = V.Select(isHigh, (e - One) * Constant(0.5), e);
        return positive + Combine(isHigh & One, f, default);
    }

    /// <summary>x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt 2); returns k as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Split(V x, out V f)
    {
        V k = V.ShiftRightBits(V.SubtractBits(x, Constant(0.70710678118654752)), FractionBits);
        f = V.SubtractBits(x, V.ShiftLeftBits(k, FractionBits)) - One;
        return V.AddBits(k, RoundingMagic) - RoundingMagic;
    }

    /// <summary>k log 2 + log(1 + f) + correction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Combine(V k, V f, V correction)
    {
        V s = f / (f + Constant(2));
        V z = s * s;
        V halfSquare = f * f * Constant(0.5);
        V low = V.MultiplyAdd(k, Constant(9.0580006145e-06, 1.90821492927058770002e-10), correction);
        low = V.MultiplyAdd(s, V.MultiplyAdd(z, LogarithmRest(z), halfSquare), low);
        return V.MultiplyAdd(k, Constant(6.9313812256e-01, 6.93147180369123816490e-01), f - (halfSquare - low));
    }

    /// <summary>R(z) / z with log((1 + s) / (1 - s)) = 2 s + s R(s^2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogarithmRest(V z) => typeof(T) == typeof(float)
        ? Polynomial(z, 0.66666666554042012, 0.40000122211810649, 0.28550778633191965, 0.23331614471843499)
        : Polynomial(
            z, 0.66666666666666666, 0.40000000000000883, 0.28571428570799785, 0.22222222392581045,
            Polynomial(z, 0.18181795547521136, 0.15386244737621667, 0.13268638369266824, 0.13088034850927554));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Specials(V x, V value)
    {
        V infinity = Constant(double.PositiveInfinity);
        value = V.Select(V.Equal(x, default), -infinity, value);
        value = V.Select(x < default(V), Constant(double.NaN), value);
        return V.Select(x < infinity, value, V.Select(V.Equal(x, infinity), infinity, x));
    }
}
