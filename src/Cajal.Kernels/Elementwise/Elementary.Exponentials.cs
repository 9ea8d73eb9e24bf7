using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

// exp, expm1, tanh and sigmoid: argument reduced to |r| <= log(2)/2, polynomial, power of two.
// The two parts of log 2 are those of FreeBSD's msun (e_exp.c, e_expf.c).
internal static partial class Elementary<V, T>
{
    /// <summary>e^x; overflows to infinity, underflows gradually to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x) => V.Scale(UnscaledExp(x, out _, out V n), n);

    /// <summary>e^x = (result + lost) 2^n, where the result is near 1 and <paramref name="lost"/> is what it loses by rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V UnscaledExp(V x, out V lost, out V n)
    {
        // Beyond these limits the result is infinite or 0, also after rounding.
        x = V.AtMost(V.AtLeast(x, Constant(-104.5, -746)), Constant(89, 710));
        n = Reduce(x, out V r);

        // 1 + r + r^2 rest(r), with what the rounding of 1 + r loses added to the small part.
        V sum = r + One, rest = V.MultiplyAdd(r * r, ExponentialRest(r), r - (sum - One)), result = sum + rest;
        lost = (sum - result) + rest;
        return result;
    }

    /// <summary>e^x - 1, accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1(V x)
    {
        V limited = V.AtMost(V.AtLeast(x, Constant(-80, -700)), Constant(89, 710));
        V n = Reduce(limited, out V r);
        V near = V.MultiplyAdd(r * r, ExponentialRest(r), r);

        // 2 (2^(n-1) near + (2^(n-1) - 1/2)): half of the result, so that n = 128 (1024) does not overflow early.
        V scale = V.Scale(Constant(0.5), n);
        V far = V.MultiplyAdd(scale, near, scale - Constant(0.5));
        V value = V.Select(V.Equal(scale, Constant(0.5)), near, far + far);
        return V.Select(V.Equal(x, default), x, value);
    }

    /// <summary>An odd polynomial near 0, 1 - 2 / (e^(2|x|) + 1) with the sign of x elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        V magnitude = V.Abs(x);
        V far = One - Constant(2) / (Exp(magnitude + magnitude) + One);
        V square = x * x;
        V near = V.MultiplyAdd(magnitude * square, TanhRest(square), magnitude);
        return WithSign(V.Select(magnitude < Constant(0.55), near, far), x);
    }

    /// <summary>With e = e^-|x| and q = e / (1 + e): 1 - q for x >= 0 and e - e q for x &lt; 0; neither side overflows or loses its tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        V e = Exp(-V.Abs(x));
        V quotient = e / (e + One);
        V top = V.Select(x < default(V), e, One);
        return V.MultiplyAdd(-top, quotient, top);
    }

    /// <summary>(tanh(x) / x - 1) / x^2 for |x| &lt;= 0.55, given x^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TanhRest(V square) => typeof(T) == typeof(float)
        ? Polynomial(
            square, -0.33333332005908134, Polynomial(square, 0.13333113458732416, -0.053909375641847945, 0.02130906232857862, -0.006609614012884623))
        : Polynomial(
            square, -0.33333333333333333, 0.13333333333333312, -0.053968253968220271, 0.021869488534068168,
            Polynomial(
                square, -0.0088632354629846868, 0.0035921267673025662, -0.0014558190700396024, 0.00058990512006748429,
                Polynomial(square, -0.00023847198564355908, 9.4549417589351517e-5, -3.3718010044053526e-5, 7.8725195848760261e-6)));

    /// <summary>x = n log 2 + r; returns the whole number n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce(V x, out V r)
    {
        V magic = RoundingMagic;
        V n = V.MultiplyAdd(x, Constant(1.4426950408889634), magic) - magic;
        r = V.MultiplyAdd(n, Constant(-6.9313812256e-01, -6.93147180369123816490e-01), x);
        r = V.MultiplyAdd(n, Constant(-9.0580006145e-06, -1.90821492927058770002e-10), r);
        return n;
    }

    /// <summary>(e^r - 1 - r) / r^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExponentialRest(V r) => typeof(T) == typeof(float)
        ? Polynomial(
            r, 0.5, 0.16666666666666667, Polynomial(r, 0.041666554532615786, 0.0083333208777751626, 0.0013926197669429921, 0.0001988271397598067))
        : Polynomial(
            r, 0.5, 0.16666666666666667, 0.041666666666651332, 0.008333333333332154,
            Polynomial(
                r, 0.0013888888905900782, 0.00019841269854353407, Polynomial(r, 2.4801536350262467e-5, 2.7557280037464444e-6, 2.7613828182766274e-7, 2.509557107372575e-8)));
}
