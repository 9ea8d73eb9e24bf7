using System.Numerics;

namespace Cajal.Kernels;

/// <summary>A function of one to three numbers, applied element by element.</summary>
internal abstract class PointwiseFunction
{
    public static readonly PointwiseFunction Negate = new Unary<NegateFunction>("negate");
    public static readonly PointwiseFunction Abs = new Unary<AbsFunction>("abs");
    public static readonly PointwiseFunction Sign = new Unary<SignFunction>("sign");
    public static readonly PointwiseFunction Exp = new Unary<ExpFunction>("exp");
    public static readonly PointwiseFunction Expm1 = new Unary<Expm1Function>("expm1");
    public static readonly PointwiseFunction Log = new Unary<LogFunction>("log");
    public static readonly PointwiseFunction Log1p = new Unary<Log1pFunction>("log1p");
    public static readonly PointwiseFunction Sqrt = new Unary<SqrtFunction>("sqrt");
    public static readonly PointwiseFunction Reciprocal = new Unary<ReciprocalFunction>("reciprocal");
    public static readonly PointwiseFunction Square = new Unary<SquareFunction>("square");
    public static readonly PointwiseFunction Tanh = new Unary<TanhFunction>("tanh");
    public static readonly PointwiseFunction Sigmoid = new Unary<SigmoidFunction>("sigmoid");
    public static readonly PointwiseFunction Softplus = new Unary<SoftplusFunction>("softplus");
    public static readonly PointwiseFunction Erf = new Unary<ErfFunction>("erf");
    public static readonly PointwiseFunction Erfc = new Unary<ErfcFunction>("erfc");
    public static readonly PointwiseFunction Relu = new Unary<ReluFunction>("relu");
    public static readonly PointwiseFunction Step = new Unary<StepFunction>("step");
    public static readonly PointwiseFunction Not = new Unary<NotFunction>("not");
    public static readonly PointwiseFunction Add = new Binary<AddFunction>("add");
    public static readonly PointwiseFunction Subtract = new Binary<SubtractFunction>("subtract");
    public static readonly PointwiseFunction Multiply = new Binary<MultiplyFunction>("multiply");
    public static readonly PointwiseFunction Divide = new Binary<DivideFunction>("divide");
    public static readonly PointwiseFunction Maximum = new Binary<MaximumFunction>("maximum");
    public static readonly PointwiseFunction Minimum = new Binary<MinimumFunction>("minimum");
    public static readonly PointwiseFunction Greater = new Binary<GreaterFunction>("greater");
    public static readonly PointwiseFunction GreaterOrEqual = new Binary<GreaterOrEqualFunction>("greater-or-equal");
    public static readonly PointwiseFunction Equal = new Binary<EqualFunction>("equal");
    public static readonly PointwiseFunction Elu = new Binary<EluFunction>("elu");
    public static readonly PointwiseFunction Power = new Binary<PowerFunction>("power");
    public static readonly PointwiseFunction Select = new Ternary<SelectFunction>("select");
    public static readonly PointwiseFunction MultiplyAdd = new Ternary<MultiplyAddFunction>("multiply-add");

    private PointwiseFunction(string name, int arity)
    {
        Name = name;
        Arity = arity;
    }

    /// <summary>Name in the printed graph.</summary>
    public string Name { get; }

    /// <summary>Number of arguments, 1 to 3.</summary>
    public int Arity { get; }

    /// <summary>result[i] = f(a[i]); <paramref name="result"/> may be <paramref name="a"/>.</summary>
    public void Apply<T>(ReadOnlySpan<T> a, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(1, a, a, a, result);

    /// <summary>result[i] = f(a[i], b[i]); <paramref name="result"/> may be one of the arguments.</summary>
    public void Apply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(2, a, b, b, result);

    /// <summary>result[i] = f(a[i], b[i], c[i]); <paramref name="result"/> may be one of the arguments.</summary>
    public void Apply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(3, a, b, c, result);

    public override string ToString() => Name;

    protected abstract void Evaluate<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private void Run<T>(int arguments, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (arguments != Arity)
            throw new ArgumentException($"Function '{Name}' takes {Arity} arguments, but {arguments} came.");
        if (a.Length != result.Length || b.Length != result.Length || c.Length != result.Length)
        {
            throw new ArgumentException(
                $"Function '{Name}': arguments have {a.Length}, {b.Length}, {c.Length} elements, the result {result.Length}; all must be equal.");
        }

        Evaluate(a, b, c, result);
    }

    private sealed class Unary<TFunction>(string name) : PointwiseFunction(name, 1) where TFunction : IUnaryFunction
    {
        protected override void Evaluate<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        {
            for (int i = 0; i < result.Length; i++)
                result[i] = TFunction.Invoke(a[i]);
        }
    }

    private sealed class Binary<TFunction>(string name) : PointwiseFunction(name, 2) where TFunction : IBinaryFunction
    {
        protected override void Evaluate<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        {
            for (int i = 0; i < result.Length; i++)
                result[i] = TFunction.Invoke(a[i], b[i]);
        }
    }

    private sealed class Ternary<TFunction>(string name) : PointwiseFunction(name, 3) where TFunction : ITernaryFunction
    {
        protected override void Evaluate<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        {
            for (int i = 0; i < result.Length; i++)
                result[i] = TFunction.Invoke(a[i], b[i], c[i]);
        }
    }
}
