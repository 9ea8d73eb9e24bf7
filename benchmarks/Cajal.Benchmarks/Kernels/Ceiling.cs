using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cajal.Kernels;

namespace Cajal.Benchmarks;

/// <summary>What one thread can do at best: fused multiply-adds on registers, without memory.</summary>
internal static class Ceiling
{
    private const int Steps = 1_000_000;
    private const int Chains = 10;
    private const int Repetitions = 9;

    public static double FlopsPerSecond() => Hardware.Path switch
    {
        HardwarePath.Avx512 => Measure<Lanes512<float>>(),
        HardwarePath.Avx2 => Measure<Lanes256<float>>(),
        HardwarePath.Vector128 => Measure<Lanes128<float>>(),
        _ => Measure<Lane<float>>(),
    };

    private static double Measure<V>() where V : unmanaged, ILanes<V, float>
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < Repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Loop<V>(Steps);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * Steps * Chains * V.Count / best;
    }

    /// <summary>Ten independent chains hide the latency of an operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static V Loop<V>(int steps) where V : unmanaged, ILanes<V, float>
    {
        V x = V.Broadcast(1), y = V.Broadcast(0.5f);
        V a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (int step = 0; step < steps; step++)
        {
            a = V.MultiplyAdd(a, y, x);
            b = V.MultiplyAdd(b, y, x);
            c = V.MultiplyAdd(c, y, x);
            d = V.MultiplyAdd(d, y, x);
            e = V.MultiplyAdd(e, y, x);
            f = V.MultiplyAdd(f, y, x);
            g = V.MultiplyAdd(g, y, x);
            h = V.MultiplyAdd(h, y, x);
            i = V.MultiplyAdd(i, y, x);
            j = V.MultiplyAdd(j, y, x);
        }

        return a + b + c + d + e + f + g + h + i + j;
    }
}
