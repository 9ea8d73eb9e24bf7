using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>The partial sums of a weight's gradient where samples lie innermost: number i of them is the chain over samples i, i + 16, i + 32, ...
/// Their number is that of the widest vector, so that no hardware path changes a bit.</summary>
internal static class WeightLanes
{
    public const int Count = 16;
}

/// <summary>Adds up partial sums: number i and i + 8, then i and i + 4, i + 2, i + 1.</summary>
internal static unsafe class WeightLanes<V, T>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>sums[i] = the sum of partial sums number i * 16 to i * 16 + 15, which are overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(nint count, T* partial, T* sums)
    {
        for (; count > 0; count--, partial += WeightLanes.Count, sums++)
        {
            for (nint half = WeightLanes.Count / 2; half >= V.Count; half /= 2)
            {
                for (nint i = 0; i < half; i += V.Count)
                    V.Store(V.Load(partial + i) + V.Load(partial + half + i), partial + i);
            }

            V x = V.Load(partial);
            if (V.Count > 8) x += V.Exchange(x, 8);
            if (V.Count > 4) x += V.Exchange(x, 4);
            if (V.Count > 2) x += V.Exchange(x, 2);
            if (V.Count > 1) x += V.Exchange(x, 1);
            *sums = V.First(x);
        }
    }
}
