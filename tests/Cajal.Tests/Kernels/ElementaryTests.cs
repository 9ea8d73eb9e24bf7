using System.Globalization;
using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class ElementaryTests
{
    private static readonly PointwiseFunction[] Functions =
    [
        PointwiseFunction.Exp, PointwiseFunction.Expm1, PointwiseFunction.Tanh, PointwiseFunction.Sigmoid, PointwiseFunction.Softplus,
        PointwiseFunction.Log, PointwiseFunction.Log1p, PointwiseFunction.Erf, PointwiseFunction.Erfc, PointwiseFunction.NormalCdf,
    ];

    private static readonly double[] Specials =
    [
        0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e4, -1e4, 5e-324, -5e-324, 1e-310, 1e-40, -1e-40, 1e-45, 1e300, -1e300, 1, -1,
    ];

    /// <summary>Largest error in float units in the last place; measured over all 2^32 floats, rounded up.</summary>
    public static TheoryData<string, double> FloatErrors() => new()
    {
        { "exp", 1 }, { "expm1", 1.5 }, { "tanh", 1.6 }, { "sigmoid", 1.6 }, { "softplus", 1.6 }, { "log", 1 }, { "log1p", 1 }, { "erf", 1.5 }, { "erfc", 1.6 }, { "normalCdf", 1.5 },
    };

    public static TheoryData<string, double, double> SpecialValues() => new()
    {
        { "exp", 0.0, 1.0 },
        { "exp", double.NegativeInfinity, 0.0 },
        { "exp", 1e4, double.PositiveInfinity },
        { "exp", -1e4, 0.0 },
        { "exp", double.NaN, double.NaN },
        { "expm1", -0.0, -0.0 },
        { "expm1", double.NegativeInfinity, -1.0 },
        { "expm1", double.PositiveInfinity, double.PositiveInfinity },
        { "expm1", double.NaN, double.NaN },
        { "tanh", -0.0, -0.0 },
        { "tanh", 1e4, 1.0 },
        { "tanh", double.NegativeInfinity, -1.0 },
        { "tanh", double.NaN, double.NaN },
        { "sigmoid", -1e4, 0.0 },
        { "sigmoid", double.PositiveInfinity, 1.0 },
        { "sigmoid", double.NegativeInfinity, 0.0 },
        { "sigmoid", double.NaN, double.NaN },
        { "softplus", 1e4, 1e4 },
        { "softplus", -1e4, 0.0 },
        { "softplus", double.PositiveInfinity, double.PositiveInfinity },
        { "softplus", double.NaN, double.NaN },
        { "log", 0.0, double.NegativeInfinity },
        { "log", -0.0, double.NegativeInfinity },
        { "log", -1.0, double.NaN },
        { "log", double.PositiveInfinity, double.PositiveInfinity },
        { "log", double.NaN, double.NaN },
        { "log1p", -0.0, -0.0 },
        { "log1p", -1.0, double.NegativeInfinity },
        { "log1p", -2.0, double.NaN },
        { "log1p", double.PositiveInfinity, double.PositiveInfinity },
        { "log1p", double.NaN, double.NaN },
        { "erf", -0.0, -0.0 },
        { "erf", double.NegativeInfinity, -1.0 },
        { "erf", double.NaN, double.NaN },
        { "erfc", 0.0, 1.0 },
        { "erfc", double.PositiveInfinity, 0.0 },
        { "erfc", -1e4, 2.0 },
        { "erfc", double.NaN, double.NaN },
        { "normalCdf", 0.0, 0.5 },
        { "normalCdf", double.PositiveInfinity, 1.0 },
        { "normalCdf", -1e4, 0.0 },
        { "normalCdf", double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(FloatErrors))]
    public void Doubles_agree_with_values_of_sixty_digits(string name, double _)
    {
        PointwiseFunction function = Named(name);
        double worst = 0;
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "Kernels", "elementary.csv")).Skip(1))
        {
            string[] cells = line.Split(',');
            if (cells[0] != name) continue;
            double x = double.Parse(cells[1], CultureInfo.InvariantCulture), expected = double.Parse(cells[2], CultureInfo.InvariantCulture);
            double value = Apply(function, x);
            if (value == expected) continue;

            // Subnormal results have fewer digits; their error is measured against the smallest normal number.
            worst = Math.Max(worst, Math.Abs(value - expected) / Math.Max(Math.Abs(expected), 2.2250738585072014e-308));
        }

        Assert.InRange(worst, 0, 6e-16);
    }

    /// <summary>x·Φ(x), as the layer computes it; every 13th float, in half a minute, where CAJAL_EXHAUSTIVE is 1.</summary>
    [Fact]
    public void Gelu_of_floats_is_right_within_two_units()
    {
        const int count = 1 << 16;
        uint step = Environment.GetEnvironmentVariable("CAJAL_EXHAUSTIVE") == "1" ? 13u : 16381u;
        double worst = 0;
        for (ulong first = 0; first <= uint.MaxValue; first += (ulong)count * step)
        {
            float[] x = [.. Enumerable.Range(0, count).Select(i => first + ((ulong)i * step)).Where(bits => bits <= uint.MaxValue).Select(bits => BitConverter.UInt32BitsToSingle((uint)bits))];
            float[] values = new float[x.Length];
            double[] expected = new double[x.Length];
            PointwiseFunction.NormalCdf.Apply<float>(x, values);
            PointwiseFunction.NormalCdf.Apply<double>([.. x.Select(one => (double)one)], expected);
            for (int i = 0; i < x.Length; i++)
            {
                double gelu = x[i] * expected[i];
                // Below, where Φ is a subnormal number, its digits are fewer.
                if (double.IsFinite(gelu) && Math.Abs(expected[i]) >= 1.1754944e-38 && Math.Abs(gelu) >= 1.1754944e-38)
                    worst = Math.Max(worst, Math.Abs((x[i] * values[i]) - gelu) / Math.ScaleB(1, Math.ILogB(gelu) - 23));
            }
        }

        Assert.InRange(worst, 0, 2);
    }

    /// <summary>A quarter of a million floats spread over all of them; all of them, in half an hour, where CAJAL_EXHAUSTIVE is 1.</summary>
    [Theory]
    [MemberData(nameof(FloatErrors))]
    public void Floats_agree_with_doubles(string name, double limit)
    {
        const int count = 1 << 18;
        bool isExhaustive = Environment.GetEnvironmentVariable("CAJAL_EXHAUSTIVE") == "1";
        long chunks = isExhaustive ? (1L << 32) / count : 1;
        uint step = isExhaustive ? 1u : 16381u;
        double worst = 0;
        object gate = new();
        Parallel.For(0, chunks, chunk =>
        {
            double here = LargestError(Named(name), (uint)(chunk * count), step, count);
            lock (gate)
                worst = Math.Max(worst, here);
        });
        Assert.InRange(worst, 0, limit);
    }

    /// <summary>Largest distance of the float32 function from the float64 one, in float units in the last place, over floats whose bits are
    /// first, first + step, …</summary>
    private static double LargestError(PointwiseFunction function, uint first, uint step, int count)
    {
        float[] x = [.. Enumerable.Range(0, count).Select(i => BitConverter.UInt32BitsToSingle(first + ((uint)i * step)))], value = new float[count];
        double[] expected = new double[count];
        function.Apply<float>(x, value);
        function.Apply<double>([.. x.Select(v => (double)v)], expected);
        double worst = 0;
        for (int i = 0; i < count; i++)
        {
            if (float.IsFinite((float)expected[i]) && float.IsFinite(value[i]))
                worst = Math.Max(worst, Math.Abs(value[i] - expected[i]) / Math.ScaleB(1, Math.Max(Math.ILogB(expected[i]), -126) - 23));
            else
                Assert.Equal((float)expected[i], value[i]);
        }

        return worst;
    }

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Special_values(string name, double x, double expected)
    {
        // Assert.Equal tells -0 from +0 for boxed doubles only, so the bits are compared (all NaN are one).
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(double.IsNaN(Apply(Named(name), x)) ? double.NaN : Apply(Named(name), x)));
        float value = Apply(Named(name), (float)x);
        Assert.Equal(BitConverter.SingleToInt32Bits((float)expected), BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value));
    }

    [Fact]
    public void Every_hardware_path_gives_the_same_bits()
    {
        foreach (PointwiseFunction function in Functions.Concat(PointwiseCases.All))
        {
            CheckPaths<float>(function);
            CheckPaths<double>(function);
        }
    }

    private static unsafe void CheckPaths<T>(PointwiseFunction function) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(123);
        double[] numbers = [.. Specials, .. Enumerable.Range(0, 500).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 3)))];
        T[] x = [.. numbers.Select(T.CreateTruncating)], y = [.. numbers.Reverse().Select(T.CreateTruncating)], z = [.. x.Skip(7).Concat(x.Take(7))];
        T[] expected = new T[x.Length], value = new T[x.Length];
        fixed (T* px = x, py = y, pz = z, pe = expected, pv = value)
        {
            Operand<T> a = new(px, 0, 1, false), b = new(py, 0, 1, false), c = new(pz, 0, 1, false), reference = new(pe, 0, 1, false), result = new(pv, 0, 1, false);
            function.Kernel<T>(HardwarePath.Scalar)(1, x.Length, &a, &b, &c, &reference);
            for (HardwarePath path = HardwarePath.Vector128; path <= Hardware.Path; path++)
            {
                Array.Clear(value);
                function.Kernel<T>(path)(1, x.Length, &a, &b, &c, &result);
                for (int i = 0; i < x.Length; i++)
                    Assert.True(Bits(expected[i]) == Bits(value[i]), $"{function} of {x[i]}, {y[i]}, {z[i]} on {path}: {value[i]:R}, scalar {expected[i]:R}");
            }
        }
    }

    /// <summary>The bits; all NaN are one, because which NaN an operation passes on is the processor's choice.</summary>
    private static long Bits<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(double.CreateChecked(value));

    private static PointwiseFunction Named(string name) => Functions.Single(f => f.Name == name);

    private static T Apply<T>(PointwiseFunction function, T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T value = default;
        function.Apply<T>([x], new Span<T>(ref value));
        return value;
    }
}
