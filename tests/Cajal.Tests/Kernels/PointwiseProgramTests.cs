using System.Numerics;
using System.Runtime.CompilerServices;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class PointwiseProgramTests
{
    public static TheoryData<int, int> Sizes() => new()
    {
        { 1, 1 }, { 1, 7 }, { 1, 15 }, { 1, 16 }, { 1, 17 }, { 1, 33 }, { 3, 5 }, { 5, 16 }, { 7, 31 }, { 2, 1023 }, { 3, 1025 }, { 40, 100 }, { 130, 10 }, { 2000, 1 }, { 1, 5000 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_chain_equals_its_functions_applied_one_after_another(int rows, int columns)
    {
        Check<float>(rows, columns);
        Check<double>(rows, columns);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_compiled_loop_gives_the_bits_of_the_interpreter(int rows, int columns)
    {
        CheckCompiled<float>(rows, columns);
        CheckCompiled<double>(rows, columns);
    }

    [Fact]
    public void Every_function_compiles_to_the_bits_of_the_interpreter()
    {
        foreach (PointwiseFunction function in PointwiseCases.All.Concat(
            [PointwiseFunction.Exp, PointwiseFunction.Expm1, PointwiseFunction.Log, PointwiseFunction.Log1p, PointwiseFunction.Tanh, PointwiseFunction.Sigmoid,
                PointwiseFunction.Softplus, PointwiseFunction.Erf, PointwiseFunction.Erfc, PointwiseFunction.NormalCdf]))
        {
            CheckFunctions<float>([function]);
            CheckFunctions<double>([function]);
        }
    }

    [Fact]
    public void Programs_with_more_elementary_functions_than_can_be_inlined_give_the_same_bits()
    {
        PointwiseFunction[] functions = [PointwiseFunction.Tanh, PointwiseFunction.Exp, PointwiseFunction.Softplus, PointwiseFunction.Erf, PointwiseFunction.Sigmoid];
        CheckFunctions<float>([.. functions, .. functions, .. functions]);
        CheckFunctions<double>([.. functions, .. functions, .. functions]);
    }

    [Fact]
    public void A_program_that_runs_often_is_compiled_where_that_is_possible()
    {
        Block<float> x = Blocks.Random<float>(new Random(123), 100, 1000);
        PointwiseFunction[] functions = [PointwiseFunction.Tanh, PointwiseFunction.Square, PointwiseFunction.Tanh];
        PointwiseProgram<float> program = Chain(x, x, functions);
        var work = new PointwiseWork<float>(program);
        work.Execute();
        Assert.False(program.IsCompiled);
        for (int run = 0; run < 100; run++)
            work.Execute();
        Assert.Equal(RuntimeFeature.IsDynamicCodeCompiled, program.IsCompiled);

        PointwiseProgram<float> alike = Chain(x, x, functions);
        var second = new PointwiseWork<float>(alike);
        second.Execute();
        Assert.Equal(RuntimeFeature.IsDynamicCodeCompiled, alike.IsCompiled);
    }

    [Fact]
    public void Values_loaded_survive_a_store_to_their_block()
    {
        Block<float> x = Blocks.Random<float>(new Random(123), 1, 3000);
        Block<float> y = Blocks.Zero<float>(1, 3000);
        float[] before = Blocks.Values(x);
        var builder = new PointwiseProgramBuilder<float>(1, 3000);
        int old = builder.Load(x);
        builder.Store(builder.Apply(PointwiseFunction.Negate, old), x);
        builder.Store(builder.Apply(PointwiseFunction.Square, old), y);
        Run(builder);
        Assert.Equal(before.Select(v => -v), Blocks.Values(x));
        Assert.Equal(before.Select(v => v * v), Blocks.Values(y));
    }

    [Fact]
    public void Two_blocks_can_be_exchanged()
    {
        Block<double> x = Blocks.Random<double>(new Random(123), 3, 700), y = Blocks.Random<double>(new Random(124), 3, 700);
        double[] oldX = Blocks.Values(x), oldY = Blocks.Values(y);
        var builder = new PointwiseProgramBuilder<double>(3, 700);
        int a = builder.Load(x), b = builder.Load(y);
        builder.Store(a, y);
        builder.Store(b, x);
        Run(builder);
        Assert.Equal(oldY, Blocks.Values(x));
        Assert.Equal(oldX, Blocks.Values(y));
    }

    [Fact]
    public void A_scalar_block_is_read_at_every_run()
    {
        Block<float> rate = Blocks.Of(1, 1, 2f), x = Blocks.Of(2, 2, 1f, 2f, 3f, 4f);
        var builder = new PointwiseProgramBuilder<float>(2, 2);
        int scale = builder.Load(new Block<float>(rate.Buffer, 0, 2, 2, 0, 0));
        builder.Store(builder.Apply(PointwiseFunction.Multiply, builder.Load(x), scale), x);
        PointwiseProgram<float> program = builder.Build();
        var work = new PointwiseWork<float>(program);
        work.Execute();
        rate.Buffer.Span[0] = 10;
        work.Execute();
        Assert.Equal([20f, 40, 60, 80], Blocks.Values(x));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        Block<float> x = Blocks.Random<float>(new Random(123), 40, 300);
        var builder = new PointwiseProgramBuilder<float>(40, 300);
        builder.Store(builder.Apply(PointwiseFunction.Tanh, builder.Apply(PointwiseFunction.Exp, builder.Load(x))), x);
        var work = new PointwiseWork<float>(builder.Build());
        for (int run = 0; run < 10; run++)
            work.Execute();
        long before = GC.GetAllocatedBytesForCurrentThread();
        work.Execute();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Wrong_programs_are_refused()
    {
        var builder = new PointwiseProgramBuilder<float>(2, 3);
        Assert.Equal("Loaded block is [3, 2], expected [2, 3].", Assert.Throws<ArgumentException>(() => builder.Load(Blocks.Zero<float>(3, 2))).Message);
        var unknown = Assert.Throws<ArgumentOutOfRangeException>(() => builder.Apply(PointwiseFunction.Exp, 0));
        Assert.StartsWith("'exp' reads register 0, but only 0 hold values.", unknown.Message, StringComparison.Ordinal);
        int constant = builder.Constant(1);
        var repeated = Assert.Throws<ArgumentException>(() => builder.Store(constant, new Block<float>(new NativeBuffer<float>(3), 0, 2, 3, 0, 1)));
        Assert.Equal("Stored block [2, 3] with strides (0, 1) repeats elements and cannot be written.", repeated.Message);
        builder.Accumulator();
        var accumulator = Assert.Throws<ArgumentException>(() => new PointwiseWork<float>(builder.Build()));
        Assert.StartsWith("The program reads an accumulator, which only the epilogue of a product has.", accumulator.Message, StringComparison.Ordinal);
    }

    /// <summary>x and y in place, bias along rows, one value per row, a transposed block and a constant: all in one program.</summary>
    private static void Check<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(123);
        Block<T> x = Blocks.Random<T>(random, rows, columns, columns + 3), y = Blocks.Random<T>(random, rows, columns);
        Block<T> bias = Blocks.Random<T>(random, 1, columns), perRow = Blocks.Random<T>(random, rows, 1), flipped = Blocks.Random<T>(random, columns, rows);
        Block<T> product = Blocks.Zero<T>(columns, rows);
        T[] a = Blocks.Values(x), b = Blocks.Values(y), c = Blocks.Values(bias), d = Blocks.Values(perRow), e = Blocks.Values(flipped.Transposed());
        T half = T.CreateChecked(0.5);

        var builder = new PointwiseProgramBuilder<T>(rows, columns);
        int sum = builder.Apply(PointwiseFunction.Add, builder.Load(x), builder.Load(new Block<T>(bias.Buffer, bias.Offset, rows, columns, 0, 1)));
        int row = builder.Load(new Block<T>(perRow.Buffer, perRow.Offset, rows, columns, 1, 0));
        int mixed = builder.Apply(PointwiseFunction.MultiplyAdd, sum, row, builder.Load(flipped.Transposed()));
        int tanh = builder.Apply(PointwiseFunction.Tanh, mixed);
        int old = builder.Load(y);
        builder.Store(builder.Apply(PointwiseFunction.Multiply, tanh, builder.Constant(half)), y);
        builder.Store(builder.Apply(PointwiseFunction.Subtract, tanh, old), product.Transposed());
        builder.Store(mixed, x);
        Run(builder);

        for (int i = 0; i < a.Length; i++)
        {
            int r = i / columns, k = i % columns;
            T m = T.FusedMultiplyAdd(a[i] + c[k], d[r], e[i]);
            T t = Apply(PointwiseFunction.Tanh, m);
            Assert.Equal(m, x[r, k]);
            Assert.Equal(t * half, y[r, k]);
            Assert.Equal(t - b[i], product[k, r]);
        }
    }

    /// <summary>The kinds of operands that a compiled loop knows; two stores write over what was read, and nothing between the rows of a block that has gaps.</summary>
    private static void CheckCompiled<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[][] results = [.. new[] { false, true }.Select(compiled =>
        {
            var random = new Random(123);
            Block<T> x = Blocks.Random<T>(random, rows, columns, columns + 3), y = Blocks.Random<T>(random, rows, columns);
            Block<T> bias = Blocks.Random<T>(random, 1, columns), perRow = Blocks.Random<T>(random, rows, 1), one = Blocks.Random<T>(random, 1, 1);
            var builder = new PointwiseProgramBuilder<T>(rows, columns);
            int a = builder.Load(x), b = builder.Load(y);
            int sum = builder.Apply(PointwiseFunction.Add, a, builder.Load(new Block<T>(bias.Buffer, 0, rows, columns, 0, 1)));
            int row = builder.Load(new Block<T>(perRow.Buffer, 0, rows, columns, 1, 0)), scalar = builder.Load(new Block<T>(one.Buffer, 0, rows, columns, 0, 0));
            int mixed = builder.Apply(PointwiseFunction.MultiplyAdd, sum, row, builder.Apply(PointwiseFunction.Divide, b, scalar));
            builder.Store(builder.Apply(PointwiseFunction.Multiply, mixed, builder.Constant(T.CreateChecked(0.5))), y);
            builder.Store(b, x);
            Run(builder, compiled);
            return (T[])[.. x.Buffer.Span, .. Blocks.Values(y)];
        })];
        Assert.Equal(results[0], results[1]);
    }

    /// <summary>f(g(h(x, y, z), y, z), y, z) for functions h, g, f, … on numbers of both signs, around the widths of all bundles.</summary>
    private static void CheckFunctions<T>(PointwiseFunction[] functions) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int columns in new[] { 1, 3, 8, 16, 21, 40 })
        {
            Block<T> x = Blocks.Random<T>(new Random(columns), 3, columns, columns + 1), plain = Blocks.Zero<T>(3, columns), loop = Blocks.Zero<T>(3, columns);
            new PointwiseWork<T>(Chain(x, plain, functions)).Execute();
            PointwiseProgram<T> program = Chain(x, loop, functions);
            // Numbers that lie apart, as in the only column of a wider block, are left to the interpreter.
            Assert.Equal(RuntimeFeature.IsDynamicCodeCompiled && columns > 1, program.Compile());
            new PointwiseWork<T>(program).Execute();
            Assert.Equal(Blocks.Values(plain), Blocks.Values(loop));
        }
    }

    private static PointwiseProgram<T> Chain<T>(Block<T> x, Block<T> result, PointwiseFunction[] functions) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var builder = new PointwiseProgramBuilder<T>(x.Rows, x.Columns);
        int y = builder.Constant(T.CreateChecked(0.75)), z = builder.Constant(T.CreateChecked(-0.5)), value = builder.Load(x);
        foreach (PointwiseFunction function in functions)
            value = builder.Apply(function, value, y, z);
        builder.Store(value, result);
        return builder.Build();
    }

    private static T Apply<T>(PointwiseFunction function, T value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        function.Apply<T>([value], new Span<T>(ref value));
        return value;
    }

    private static void Run<T>(PointwiseProgramBuilder<T> builder, bool compiled = false) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PointwiseProgram<T> program = builder.Build();
        var work = new PointwiseWork<T>(program);
        if (compiled)
            program.Compile();

        // One unit at a time, last first: the order must not matter.
        for (int unit = work.Units - 1; unit >= 0; unit--)
            work.Execute(unit, 1, 0);
    }
}
