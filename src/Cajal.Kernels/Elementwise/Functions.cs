using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A function of one to three numbers, written once for bundles of every width; it ignores the arguments beyond its arity.</summary>
internal interface IPointwiseFunction
{
    static abstract int Arity { get; }

    static abstract V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>-x.</summary>
internal readonly struct NegateFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        -x;
}

/// <summary>|x|.</summary>
internal readonly struct AbsFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Abs(x);
}

/// <summary>-1, 0 or 1; zeros keep their sign and NaN stays.</summary>
internal readonly struct SignFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(x > default(V), Elementary<V, T>.One, V.Select(x < default(V), -Elementary<V, T>.One, x));
}

/// <summary>See <see cref="Elementary{V, T}.Exp"/>.</summary>
internal readonly struct ExpFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Exp(x);
}

/// <summary>See <see cref="Elementary{V, T}.Expm1"/>.</summary>
internal readonly struct Expm1Function : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Expm1(x);
}

/// <summary>See <see cref="Elementary{V, T}.Log"/>.</summary>
internal readonly struct LogFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Log(x);
}

/// <summary>See <see cref="Elementary{V, T}.Log1p"/>.</summary>
internal readonly struct Log1pFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Log1p(x);
}

/// <summary>square root.</summary>
internal readonly struct SqrtFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Sqrt(x);
}

/// <summary>1 / x.</summary>
internal readonly struct ReciprocalFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.One / x;
}

/// <summary>x².</summary>
internal readonly struct SquareFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x * x;
}

/// <summary>See <see cref="Elementary{V, T}.Tanh"/>.</summary>
internal readonly struct TanhFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Tanh(x);
}

/// <summary>See <see cref="Elementary{V, T}.Sigmoid"/>.</summary>
internal readonly struct SigmoidFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Sigmoid(x);
}

/// <summary>See <see cref="Elementary{V, T}.Softplus"/>.</summary>
internal readonly struct SoftplusFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Softplus(x);
}

/// <summary>See <see cref="Elementary{V, T}.Erf"/>.</summary>
internal readonly struct ErfFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Erf(x);
}

/// <summary>See <see cref="Elementary{V, T}.Erfc"/>.</summary>
internal readonly struct ErfcFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.Erfc(x);
}

/// <summary>See <see cref="Elementary{V, T}.NormalCdf"/>.</summary>
internal readonly struct NormalCdfFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Elementary<V, T>.NormalCdf(x);
}

/// <summary>max(x, 0); NaN stays, -0 becomes +0.</summary>
internal readonly struct ReluFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(x <= default(V), default, x);
}

/// <summary>1 where x &gt; 0, else 0.</summary>
internal readonly struct StepFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (x > default(V)) & Elementary<V, T>.One;
}

/// <summary>1 where x = 0, else 0.</summary>
internal readonly struct NotFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Equal(x, default) & Elementary<V, T>.One;
}

/// <summary>x.</summary>
internal readonly struct IdentityFunction : IPointwiseFunction
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x;
}

/// <summary>x + y.</summary>
internal readonly struct AddFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x + y;
}

/// <summary>x - y.</summary>
internal readonly struct SubtractFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x - y;
}

/// <summary>x y.</summary>
internal readonly struct MultiplyFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x * y;
}

/// <summary>x / y.</summary>
internal readonly struct DivideFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x / y;
}

/// <summary>larger of both; NaN if one is NaN.</summary>
internal readonly struct MaximumFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Max(x, y);
}

/// <summary>smaller of both; NaN if one is NaN.</summary>
internal readonly struct MinimumFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Min(x, y);
}

/// <summary>1 where x &gt; y, else 0.</summary>
internal readonly struct GreaterFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (x > y) & Elementary<V, T>.One;
}

/// <summary>1 where x ≥ y, else 0.</summary>
internal readonly struct GreaterOrEqualFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (x >= y) & Elementary<V, T>.One;
}

/// <summary>1 where x = y, else 0.</summary>
internal readonly struct EqualFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Equal(x, y) & Elementary<V, T>.One;
}

/// <summary>x where x &gt; 0, else y (e^x - 1).</summary>
internal readonly struct EluFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(x > default(V), x, y * Elementary<V, T>.Expm1(x));
}

/// <summary>x^y.</summary>
internal readonly struct PowerFunction : IPointwiseFunction
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Powers<V, T>.Power(x, y);
}

/// <summary>y where x ≠ 0 (also NaN), else z.</summary>
internal readonly struct SelectFunction : IPointwiseFunction
{
    public static int Arity => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.Equal(x, default), z, y);
}

/// <summary>x y + z with one rounding.</summary>
internal readonly struct MultiplyAddFunction : IPointwiseFunction
{
    public static int Arity => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.MultiplyAdd(x, y, z);
}
