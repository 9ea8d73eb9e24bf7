using System.Numerics;

namespace Cajal.Kernels;

internal interface IUnaryFunction
{
    static abstract T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal interface IBinaryFunction
{
    static abstract T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal interface ITernaryFunction
{
    static abstract T Invoke<T>(T x, T y, T z) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal readonly struct NegateFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => -x;
}

internal readonly struct AbsFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Abs(x);
}

internal readonly struct SignFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsNaN(x) ? x : x > T.Zero ? T.One : x < T.Zero ? -T.One : x;
}

internal readonly struct ExpFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Exp(x);
}

internal readonly struct Expm1Function : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Abs(x) < T.CreateChecked(0.1) ? T.CreateChecked(Series(double.CreateChecked(x))) : T.Exp(x) - T.One;

    private static double Series(double x) => x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7 * (1 + x / 8 * (1 + x / 9 * (1 + x / 10)))))))));
}

internal readonly struct LogFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Log(x);
}

internal readonly struct Log1pFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.LogP1(x);
}

internal readonly struct SqrtFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sqrt(x);
}

internal readonly struct ReciprocalFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / x;
}

internal readonly struct SquareFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * x;
}

internal readonly struct TanhFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Tanh(x);
}

internal readonly struct SigmoidFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
}

internal readonly struct SoftplusFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Max(x, T.Zero) + T.LogP1(T.Exp(-T.Abs(x)));
}

internal readonly struct ErfFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateChecked(ErrorFunction.Erf(double.CreateChecked(x)));
}

internal readonly struct ErfcFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateChecked(ErrorFunction.Erfc(double.CreateChecked(x)));
}

internal readonly struct ReluFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Max(x, T.Zero);
}

internal readonly struct StepFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x > T.Zero ? T.One : T.Zero;
}

internal readonly struct NotFunction : IUnaryFunction
{
    public static T Invoke<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x == T.Zero ? T.One : T.Zero;
}

internal readonly struct AddFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x + y;
}

internal readonly struct SubtractFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x - y;
}

internal readonly struct MultiplyFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * y;
}

internal readonly struct DivideFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x / y;
}

internal readonly struct MaximumFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Max(x, y);
}

internal readonly struct MinimumFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Min(x, y);
}

internal readonly struct GreaterFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x > y ? T.One : T.Zero;
}

internal readonly struct GreaterOrEqualFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x >= y ? T.One : T.Zero;
}

internal readonly struct EqualFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x == y ? T.One : T.Zero;
}

internal readonly struct EluFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x > T.Zero ? x : y * Expm1Function.Invoke(x);
}

internal readonly struct PowerFunction : IBinaryFunction
{
    public static T Invoke<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Pow(x, y);
}

internal readonly struct SelectFunction : ITernaryFunction
{
    public static T Invoke<T>(T x, T y, T z) where T : unmanaged, IBinaryFloatingPointIeee754<T> => x != T.Zero ? y : z;
}

internal readonly struct MultiplyAddFunction : ITernaryFunction
{
    public static T Invoke<T>(T x, T y, T z) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.FusedMultiplyAdd(x, y, z);
}
