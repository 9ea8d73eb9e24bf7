using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>A function of one to three numbers, applied element by element.</summary>
internal abstract unsafe class PointwiseFunction
{
    public static readonly PointwiseFunction Negate = new Of<NegateFunction>("negate");
    public static readonly PointwiseFunction Abs = new Of<AbsFunction>("abs");
    public static readonly PointwiseFunction Sign = new Of<SignFunction>("sign");
    public static readonly PointwiseFunction Exp = new Of<ExpFunction>("exp", cost: 10);
    public static readonly PointwiseFunction Expm1 = new Of<Expm1Function>("expm1", cost: 10);
    public static readonly PointwiseFunction Log = new Of<LogFunction>("log", cost: 10);
    public static readonly PointwiseFunction Log1p = new Of<Log1pFunction>("log1p", cost: 20);
    public static readonly PointwiseFunction Sqrt = new Of<SqrtFunction>("sqrt", cost: 4);
    public static readonly PointwiseFunction Reciprocal = new Of<ReciprocalFunction>("reciprocal", cost: 4);
    public static readonly PointwiseFunction Square = new Of<SquareFunction>("square");
    public static readonly PointwiseFunction Tanh = new Of<TanhFunction>("tanh", cost: 10);
    public static readonly PointwiseFunction Sigmoid = new Of<SigmoidFunction>("sigmoid", cost: 10);
    public static readonly PointwiseFunction Softplus = new Of<SoftplusFunction>("softplus", cost: 20);
    public static readonly PointwiseFunction Erf = new Of<ErfFunction>("erf", cost: 20);
    public static readonly PointwiseFunction NormalCdf = new Of<NormalCdfFunction>("normalCdf", cost: 20);
    public static readonly PointwiseFunction Erfc = new Of<ErfcFunction>("erfc", cost: 20);
    public static readonly PointwiseFunction Relu = new Of<ReluFunction>("relu");
    public static readonly PointwiseFunction Step = new Of<StepFunction>("step");
    public static readonly PointwiseFunction Not = new Of<NotFunction>("not");
    public static readonly PointwiseFunction Add = new Of<AddFunction>("add");
    public static readonly PointwiseFunction Subtract = new Of<SubtractFunction>("subtract");
    public static readonly PointwiseFunction Multiply = new Of<MultiplyFunction>("multiply");
    public static readonly PointwiseFunction Divide = new Of<DivideFunction>("divide", cost: 4);
    public static readonly PointwiseFunction Maximum = new Of<MaximumFunction>("maximum");
    public static readonly PointwiseFunction Minimum = new Of<MinimumFunction>("minimum");
    public static readonly PointwiseFunction Greater = new Of<GreaterFunction>("greater");
    public static readonly PointwiseFunction GreaterOrEqual = new Of<GreaterOrEqualFunction>("greater-or-equal");
    public static readonly PointwiseFunction Equal = new Of<EqualFunction>("equal");
    public static readonly PointwiseFunction Elu = new Of<EluFunction>("elu", cost: 20);
    public static readonly PointwiseFunction Power = new Of<PowerFunction>("power", cost: 100);
    public static readonly PointwiseFunction Select = new Of<SelectFunction>("select");
    public static readonly PointwiseFunction MultiplyAdd = new Of<MultiplyAddFunction>("multiply-add");

    /// <summary>Copies; for stores that no function writes directly.</summary>
    internal static readonly PointwiseFunction Identity = new Of<IdentityFunction>("identity");

    private PointwiseFunction(string name, int arity, int cost)
    {
        Name = name;
        Arity = arity;
        Cost = cost;
    }

    /// <summary>Name in the printed graph.</summary>
    public string Name { get; }

    /// <summary>Number of arguments, 1 to 3.</summary>
    public int Arity { get; }

    /// <summary>Rough cost per element, in additions.</summary>
    internal int Cost { get; }

    /// <summary>Whether it is a polynomial or the like (exp, tanh …), not an operation or two.</summary>
    internal bool IsElementary => Cost >= 10;

    /// <summary>result[i] = f(a[i]); <paramref name="result"/> may be <paramref name="a"/>.</summary>
    public void Apply<T>(ReadOnlySpan<T> a, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(1, a, a, a, result);

    /// <summary>result[i] = f(a[i], b[i]); <paramref name="result"/> may be one of the arguments.</summary>
    public void Apply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(2, a, b, b, result);

    /// <summary>result[i] = f(a[i], b[i], c[i]); <paramref name="result"/> may be one of the arguments.</summary>
    public void Apply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(3, a, b, c, result);

    public override string ToString() => Name;

    /// <summary>The kernel for <paramref name="path"/>.</summary>
    internal abstract delegate*<nint, nint, Operand<T>*, Operand<T>*, Operand<T>*, Operand<T>*, void> Kernel<T>(HardwarePath path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The function of bundles, which becomes part of the code that calls it.</summary>
    internal abstract MethodInfo InlinedMethod<V, T>() where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The same function as code of its own.</summary>
    internal abstract MethodInfo CalledMethod<V, T>() where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;

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

        fixed (T* pa = a, pb = b, pc = c, to = result)
        {
            Operand<T> x = new(pa, 0, 1, false), y = new(pb, 0, 1, false), z = new(pc, 0, 1, false), value = new(to, 0, 1, false);
            Kernel<T>(Hardware.Path)(1, result.Length, &x, &y, &z, &value);
        }
    }

    private sealed class Of<TFunction>(string name, int cost = 1) : PointwiseFunction(name, TFunction.Arity, cost) where TFunction : IPointwiseFunction
    {
        internal override delegate*<nint, nint, Operand<T>*, Operand<T>*, Operand<T>*, Operand<T>*, void> Kernel<T>(HardwarePath path) => path switch
        {
            HardwarePath.Avx512 => &PointwiseKernel<TFunction, Lanes512<T>, T>.Run,
            HardwarePath.Avx2 => &PointwiseKernel<TFunction, Lanes256<T>, T>.Run,
            HardwarePath.Vector128 => &PointwiseKernel<TFunction, Lanes128<T>, T>.Run,
            _ => &PointwiseKernel<TFunction, Lane<T>, T>.Run,
        };

        internal override MethodInfo InlinedMethod<V, T>() => ((Func<V, V, V, V>)TFunction.Invoke<V, T>).Method;

        internal override MethodInfo CalledMethod<V, T>() => ((Func<V, V, V, V>)Call<V, T>).Method;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private static V Call<V, T>(V x, V y, V z) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            TFunction.Invoke<V, T>(x, y, z);
    }
}
