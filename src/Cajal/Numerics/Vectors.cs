using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cajal.Numerics;

/// <summary>
/// Operations on float64 vectors of equal length. Sums run in 16 fixed lanes (four vectors of four) combined in a fixed order, so that they
/// give the same bits whatever vectors the processor has.
/// </summary>
internal static class Vectors
{
    private const int Lanes = 16;

    /// <summary>Σ aᵢ bᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        b = b[..a.Length];
        ReadOnlySpan<Vector256<double>> left = MemoryMarshal.Cast<double, Vector256<double>>(a);
        ReadOnlySpan<Vector256<double>> right = MemoryMarshal.Cast<double, Vector256<double>>(b);
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = 0;
        for (; i <= left.Length - 4; i += 4)
        {
            sum0 = Vector256.FusedMultiplyAdd(left[i], right[i], sum0);
            sum1 = Vector256.FusedMultiplyAdd(left[i + 1], right[i + 1], sum1);
            sum2 = Vector256.FusedMultiplyAdd(left[i + 2], right[i + 2], sum2);
            sum3 = Vector256.FusedMultiplyAdd(left[i + 3], right[i + 3], sum3);
        }
        Vector256<double> lanes = sum0 + sum1 + (sum2 + sum3);
        double sum = lanes[0] + lanes[1] + (lanes[2] + lanes[3]);
        for (int j = i * (Lanes / 4); j < a.Length; j++)
        {
            sum = Math.FusedMultiplyAdd(a[j], b[j], sum);
        }
        return sum;
    }

    /// <summary>√(Σ aᵢ²).</summary>
    public static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));

    /// <summary>result += factor · a.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<double> a, Span<double> result)
    {
        a = a[..result.Length];
        ReadOnlySpan<Vector256<double>> source = MemoryMarshal.Cast<double, Vector256<double>>(a);
        Span<Vector256<double>> target = MemoryMarshal.Cast<double, Vector256<double>>(result);
        Vector256<double> factors = Vector256.Create(factor);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Vector256.FusedMultiplyAdd(factors, source[i], target[i]);
        }
        for (int i = target.Length * 4; i < result.Length; i++)
        {
            result[i] = Math.FusedMultiplyAdd(factor, a[i], result[i]);
        }
    }

    /// <summary>result = factor · a.</summary>
    public static void Scale(double factor, ReadOnlySpan<double> a, Span<double> result)
    {
        result = result[..a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            result[i] = factor * a[i];
        }
    }

    /// <summary>result += factor · a² element by element.</summary>
    public static void AddScaledSquares(double factor, ReadOnlySpan<double> a, Span<double> result)
    {
        result = result[..a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            result[i] = Math.FusedMultiplyAdd(factor * a[i], a[i], result[i]);
        }
    }

    /// <summary>Turns the plane of two vectors: a ← cosine · a − sine · b, b ← sine · a + cosine · b.</summary>
    public static void Rotate(double cosine, double sine, Span<double> a, Span<double> b)
    {
        b = b[..a.Length];
        Span<Vector256<double>> left = MemoryMarshal.Cast<double, Vector256<double>>(a);
        Span<Vector256<double>> right = MemoryMarshal.Cast<double, Vector256<double>>(b);
        for (int i = 0; i < left.Length; i++)
        {
            (left[i], right[i]) = ((cosine * left[i]) - (sine * right[i]), (sine * left[i]) + (cosine * right[i]));
        }
        for (int i = left.Length * 4; i < a.Length; i++)
        {
            (a[i], b[i]) = ((cosine * a[i]) - (sine * b[i]), (sine * a[i]) + (cosine * b[i]));
        }
    }
}
