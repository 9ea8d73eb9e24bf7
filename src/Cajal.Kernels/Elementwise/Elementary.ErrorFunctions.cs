using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

// erf and erfc. The tail is exp(-x^2) times a polynomial in (x - 4) / (x + 4) over 1 + 2x, after Shepherd and Laframboise,
// "Chebyshev approximation of (1 + 2x) exp(x^2) erfc x in 0 <= x < inf", Math. Comp. 36 (1981).
internal static partial class Elementary<V, T>
{
    /// <summary>2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf(V x)
    {
        V magnitude = V.Abs(x);
        V near = V.MultiplyAdd(x, Near(x * x), x);
        V far = WithSign(One - Tail(magnitude), x);
        return V.Select(magnitude < One, near, far);
    }

    /// <summary>1 - erf x, with small relative error in the tail too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erfc(V x)
    {
        V tail = Tail(V.Abs(x));
        V far = V.Select(x < default(V), Constant(2) - tail, tail);

        // Near 0 the polynomial of erf is the more accurate one, and erfc 0 = 1 exactly.
        V near = One - V.MultiplyAdd(x, Near(x * x), x);
        return V.Select(V.Abs(x) < Constant(0.25), near, far);
    }

    /// <summary>The share of the standard normal distribution below x, erfc(-x / sqrt 2) / 2, with small relative error in the tail too: the square of x / sqrt 2 is half that of x,
    /// so that no rounding of x / sqrt 2 enters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalCdf(V x)
    {
        V half = Constant(0.5), magnitude = V.AtMost(V.Abs(x), Constant(15.5, 39)), square = magnitude * magnitude;
        V lost = V.MultiplyAdd(magnitude, magnitude, -square) * half;
        V root = Constant(0.70710678118654752), z = magnitude * root;
        V zLost = V.MultiplyAdd(magnitude, root, -z) + magnitude * Constant(1.2101617104479e-08, -4.8336466567264567e-17);
        V tail = Tail(z, zLost, square * half, lost, half);
        V far = V.Select(x < default(V), tail, One - tail);
        V y = x * root;
        V near = V.MultiplyAdd(half, V.MultiplyAdd(y, Near(y * y), y), half);

        // Between -0.5 and 1.4 the polynomial of erf is the more accurate one.
        return V.Select(V.Abs(x - Constant(0.45)) < Constant(0.95), near, far);
    }

    /// <summary>erf(x) / x - 1 for |x| &lt;= 1, given x^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Near(V square) => typeof(T) == typeof(float)
        ? Polynomial(
            square, 0.12837916584835095, -0.37612626666720331, 0.11283594715160218, -0.026854212010626412,
            Polynomial(square, 0.005189087423433974, -0.00080168642871658695, Constant(7.8758750626854883e-5)))
        : Polynomial(
            square, 0.12837916709551257, -0.37612638903183748, 0.11283791670954879, -0.026866170645076793,
            Polynomial(
                square, 0.0052239776248180145, -0.00085483269808337899, 0.00012055331111642711, -1.4925595266831182e-5,
                Polynomial(
                    square, 1.6461000484121368e-6, Polynomial(
                        square, -1.6350312701054695e-7, 1.4659775274047436e-8, -1.1372848856791674e-9, 5.9571761477489114e-11))));

    /// <summary>erfc x for x &gt;= 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail(V x)
    {
        // From here on the result is 0, and larger numbers would make 0 * infinity below.
        x = V.AtMost(x, Constant(11, 28));
        V square = x * x;
        return Tail(x, default, square, V.MultiplyAdd(x, x, -square), One);
    }

    /// <summary>erfc(x + xLost) times a power of two, for x &gt;= 0, where the square of x + xLost is square + lost: what the square loses by rounding counts x^2 times in the result, so it
    /// is carried along, and so is what x, the sums and the quotient lose, each half a unit of the result otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail(V x, V xLost, V square, V lost, V factor)
    {
        V four = Constant(4), q = (x - four) / (x + four);
        V first = Constant(TailFirst), rest = TailRest(q);
        V top = V.MultiplyAdd(q, rest, first);
        V topLost = V.MultiplyAdd(q, rest, first - top) + Constant(TailFirst - (double)(float)TailFirst, 0);
        V twice = x + x, bottom = twice + One, back = bottom - twice;
        V bottomLost = (twice - (bottom - back)) + (One - back) + (xLost + xLost);
        V inverse = One / bottom, value = top * inverse;
        V valueLost = (V.MultiplyAdd(-value, bottom, top) + V.MultiplyAdd(-value, bottomLost, topLost)) * inverse;
        V exponential = UnscaledExp(-square, out V exponentialLost, out V n);
        V small = V.MultiplyAdd(exponential, V.MultiplyAdd(-lost, value, valueLost), exponentialLost * value);
        return V.Scale(V.MultiplyAdd(exponential, value, small) * factor, n);
    }

    /// <summary>What <see cref="TailRest"/> is added to.</summary>
    private static double TailFirst => typeof(T) == typeof(float) ? 1.2329951174258005 : 1.2329951186255525;

    /// <summary>((1 + 2x) exp(x^2) erfc(x) - first) / q, given q = (x - 4) / (x + 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TailRest(V q) => typeof(T) == typeof(float)
        ? Polynomial(
            q, -0.13962111641494575, 0.015379769732623957, 0.068097012479655219, -0.10104095256639912,
            Polynomial(
                q, 0.093733508704317068, -0.066318993701488274, 0.037163409208387658, -0.016230489245366698,
                Polynomial(
                    q, 0.0050440318283601712, -0.00070904627310661429,
                    Polynomial(q, -0.0002178550546184224, Polynomial(q, 0.0001141793191486699, Constant(-9.407571980720195e-6))))))
        : Polynomial(
            q, -0.13962111684056249, 0.015379652102610162, 0.068097054254686208, -0.10103906603585294,
            Polynomial(
                q, 0.093732834998651721, -0.066330365820503671, 0.037167515531843196, -0.016197733979924258,
                Polynomial(
                    q, 0.005031970032548695, -0.00075777371418388841, -0.00019925700412184814, 0.0001506231178516207,
                    Polynomial(
                        q, -2.4398117942079951e-5, -1.1225140354449657e-5, 5.7072395736932574e-6, 2.9805960553227689e-7,
                        Polynomial(
                            q, -8.2180206548130448e-7, 7.1119124280104235e-8, 1.0683442926744586e-7, -1.6357383982124768e-8,
                            Polynomial(q, -1.2544825403855519e-8, Polynomial(q, 1.5712153638319064e-9, Constant(9.6554082254828637e-10))))))));
}
