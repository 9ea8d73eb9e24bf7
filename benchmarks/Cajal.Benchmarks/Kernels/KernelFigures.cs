using System.Diagnostics;
using System.Globalization;
using Cajal.Kernels;

namespace Cajal.Benchmarks;

/// <summary>Speed of the kernels as a share of what this machine can do now: the ceiling is a loop of fused multiply-adds on registers only.</summary>
internal static class KernelFigures
{
    private const int Repetitions = 9;

    /// <summary>Seconds of one timed repetition, at least.</summary>
    private const double RepetitionSeconds = 2e-3;

    private const int FunctionCount = 2048;

    public static void Print()
    {
        var peak = new Ceiling(threads: 1, sampleSeconds: 5e-3);
        peak.SampleAll();
        double ceiling = peak.FlopsPerSecond;
        WriteLine($"{Hardware.Path}, ceiling of one thread {ceiling / 1e9:F1} GFLOP/s (float)");
        PrintProducts(ceiling);
        PrintEpilogues();
        PrintFunctions();
        PrintTeam();
    }

    private static void PrintProducts(double ceiling)
    {
        (string Name, int M, int N, int K, bool TransposedA, bool TransposedB)[] cases =
        [
            ("large", 1024, 1024, 1024, false, false), ("large", 1024, 1024, 1024, true, false), ("large", 1024, 1024, 1024, false, true),
            ("784-512 forward", 128, 512, 784, false, false), ("512-512 forward", 128, 512, 512, false, false), ("512-10 forward", 128, 10, 512, false, false),
            ("512-512 dX", 128, 512, 512, false, true), ("512-10 dX", 128, 512, 10, false, true),
            ("784-512 dW", 784, 512, 128, true, false), ("512-512 dW", 512, 512, 128, true, false), ("512-10 dW", 512, 10, 128, true, false),
            ("784-128 batch 32", 32, 128, 784, false, false), ("784-30 batch 10", 10, 30, 784, false, false), ("784-128 batch 1", 1, 128, 784, false, false),
            ("tiny", 4, 2, 2, false, false),
        ];
        foreach ((string name, int m, int n, int k, bool transposedA, bool transposedB) in cases)
        {
            Block<float> a = transposedA ? Filled(k, m).Transposed() : Filled(m, k), b = transposedB ? Filled(n, k).Transposed() : Filled(k, n);
            var work = new ProductWork<float>(a, b, Filled(m, n), null);
            double seconds = Seconds(work.Execute), flops = 2.0 * m * n * k / seconds;
            string role = (transposedA ? "T" : "N") + (transposedB ? "T" : "N");
            WriteLine($"{name,-18} {role} {m,5} x {n,4} x {k,4} {seconds * 1e6,9:F2} us {flops / 1e9,6:F1} GFLOP/s {flops / ceiling,6:P0}");
        }
    }

    /// <summary>Gradients of weights with AdamW's 14 functions as epilogue.</summary>
    public static void PrintEpilogues()
    {
        foreach ((int m, int n, int k) in new[] { (784, 512, 128), (512, 512, 128), (784, 128, 32), (784, 30, 10), (512, 10, 128) })
        {
            Block<float> a = Filled(k, m).Transposed(), b = Filled(k, n);
            double product = Seconds(new ProductWork<float>(a, b, Filled(m, n), null).Execute);
            double both = Seconds(new ProductWork<float>(a, b, null, AdamW(m, n)).Execute);
            WriteLine($"{"dW and AdamW",-18} {m,5} x {n,4} x {k,4} {both * 1e6,9:F2} us, the product alone {product * 1e6,9:F2} us");
        }
    }

    private static PointwiseProgram<float> AdamW(int rows, int columns)
    {
        Block<float> parameter = Filled(rows, columns), mean = Filled(rows, columns), square = Filled(rows, columns);
        foreach (ref float value in square.Buffer.Span)
            value *= value;
        var builder = new PointwiseProgramBuilder<float>(rows, columns);
        int gradient = builder.Accumulator(), p = Multiply(builder.Load(parameter), 0.99999f);
        int m = Apply(PointwiseFunction.Add, Multiply(builder.Load(mean), 0.9f), Multiply(gradient, 0.1f));
        int v = Apply(PointwiseFunction.Add, Multiply(builder.Load(square), 0.999f), Multiply(builder.Apply(PointwiseFunction.Square, gradient), 0.001f));
        int root = Multiply(builder.Apply(PointwiseFunction.Sqrt, v), 1.5f);
        int step = Apply(PointwiseFunction.Divide, Multiply(m, 1e-3f), Apply(PointwiseFunction.Add, root, builder.Constant(1e-8f)));
        builder.Store(Apply(PointwiseFunction.Subtract, p, step), parameter);
        builder.Store(m, mean);
        builder.Store(v, square);
        return builder.Build();

        int Apply(PointwiseFunction function, int x, int y) => builder.Apply(function, x, y);
        int Multiply(int x, float y) => builder.Apply(PointwiseFunction.Multiply, x, builder.Constant(y));
    }

    private static void PrintFunctions()
    {
        PointwiseFunction[] functions =
        [
            PointwiseFunction.Add, PointwiseFunction.Relu, PointwiseFunction.Sqrt, PointwiseFunction.Exp, PointwiseFunction.Tanh, PointwiseFunction.Sigmoid,
            PointwiseFunction.Log, PointwiseFunction.Softplus, PointwiseFunction.Erf, PointwiseFunction.Erfc,
        ];
        foreach (PointwiseFunction function in functions)
            WriteLine($"{function.Name,-18} {Nanoseconds<float>(function),7:F3} ns per float {Nanoseconds<double>(function),7:F3} ns per double");
        float[] floats = new float[FunctionCount];
        double[] doubles = new double[FunctionCount];
        double single = Seconds(() => CounterRandom.Uniform<float>(1, 2, 3, floats)), two = Seconds(() => CounterRandom.Uniform<double>(1, 2, 3, doubles));
        WriteLine($"{"random uniform",-18} {single / FunctionCount * 1e9,7:F3} ns per float {two / FunctionCount * 1e9,7:F3} ns per double");
    }

    public static void PrintTeam()
    {
        (string Name, Work[] Plan)[] plans =
        [
            ("5 us of sums", [.. Enumerable.Range(0, 100).Select(_ => new SumWork<float>(Filled(256, 256), Filled(256, 1), Axis.Columns))]),
            ("784-128-10 batch 32", Step(32, 784, 128, 10)), ("784-512-512-10 batch 128", Step(128, 784, 512, 512, 10)),
        ];
        foreach ((string name, Work[] plan) in plans)
        {
            foreach (int threads in new[] { 1, 2 })
            {
                using var team = new Team(threads, sharedCost: 20_000);
                var list = new WorkList(plan);
                double best = Seconds(() => team.Run(list)), mean = MeanSeconds(() => team.Run(list));
                WriteLine($"{name,-25} {threads} threads: {best * 1e6,9:F1} us at best, {mean * 1e6,9:F1} us on average");
            }
        }
    }

    /// <summary>The products of a training step: forward, gradients of the inputs but the first, gradients of the weights.</summary>
    private static Work[] Step(int batch, params int[] sizes)
    {
        var works = new List<Work>();
        for (int i = 1; i < sizes.Length; i++)
        {
            Block<float> x = Filled(batch, sizes[i - 1]), w = Filled(sizes[i - 1], sizes[i]), y = Filled(batch, sizes[i]);
            works.Add(new ProductWork<float>(x, w, y, null));
            if (i > 1)
                works.Add(new ProductWork<float>(y, w.Transposed(), x, null));
            works.Add(new ProductWork<float>(x.Transposed(), y, Filled(sizes[i - 1], sizes[i]), null));
        }

        return [.. works];
    }

    private static double MeanSeconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        for (; Stopwatch.GetElapsedTime(start).TotalSeconds < 1; calls++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }

    private static double Nanoseconds<T>(PointwiseFunction function) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        const int count = FunctionCount;
        var random = new Random(123);
        T[] x = [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble() * 6 - 3))], result = new T[count];
        double seconds = function.Arity == 1 ? Seconds(() => function.Apply<T>(x, result)) : Seconds(() => function.Apply<T>(x, x, result));
        return seconds / count * 1e9;
    }

    private static Block<float> Filled(int rows, int columns)
    {
        var buffer = new NativeBuffer<float>((long)rows * columns);
        var random = new Random(123);
        foreach (ref float value in buffer.Span)
            value = random.NextSingle() - 0.5f;
        return Block<float>.Dense(buffer, 0, rows, columns);
    }

    /// <summary>Best time of one call.</summary>
    private static double Seconds(Action action)
    {
        action();
        long calls = 1;
        double best = double.PositiveInfinity;
        for (int i = 0; i < Repetitions;)
        {
            long start = Stopwatch.GetTimestamp();
            for (long call = 0; call < calls; call++)
                action();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (seconds < RepetitionSeconds)
            {
                calls *= 2;
                continue;
            }

            best = Math.Min(best, seconds / calls);
            i++;
        }

        return best;
    }

    private static void WriteLine(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
