using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>What a reduction does with two numbers.</summary>
internal interface IReduction
{
    static abstract T Start<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    static abstract V Combine<V, T>(V x, V y) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>x + y, from 0.</summary>
internal readonly struct SumReduction : IReduction
{
    public static T Start<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V, T>(V x, V y) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => x + y;
}

/// <summary>max(x, y), from minus infinity; NaN if there is one.</summary>
internal readonly struct MaximumReduction : IReduction
{
    public static T Start<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V, T>(V x, V y) where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Max(x, y);
}

/// <summary>Reductions along a line and down the rows, in the fixed order that <see cref="Reductions"/> describes.</summary>
internal static unsafe class ReductionKernel<TReduction, V, T>
    where TReduction : IReduction
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Element i goes to partial result i mod 16; the partial results are then halved until one is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Line(T* values, nint count, nint stride)
    {
        T* partials = stackalloc T[Reductions.Partials];
        T* gathered = stackalloc T[Reductions.Partials];
        for (nint j = 0; j < Reductions.Partials; j += V.Count)
            V.Store(V.Broadcast(TReduction.Start<T>()), partials + j);
        for (nint i = 0; i < count; i += Reductions.Partials)
        {
            T* from = values + i * stride;
            if (stride != 1 || count - i < Reductions.Partials)
            {
                // Missing elements are the neutral number, which changes no bits of a partial result.
                for (nint j = 0; j < Reductions.Partials; j++)
                    gathered[j] = i + j < count ? from[j * stride] : TReduction.Start<T>();
                from = gathered;
            }

            for (nint j = 0; j < Reductions.Partials; j += V.Count)
                V.Store(TReduction.Combine<V, T>(V.Load(partials + j), V.Load(from + j)), partials + j);
        }

        for (nint half = Reductions.Partials / 2; half > 0; half /= 2)
        {
            for (nint j = 0; j < half; j++)
                Lane<T>.Store(TReduction.Combine<Lane<T>, T>(Lane<T>.Load(partials + j), Lane<T>.Load(partials + j + half)), partials + j);
        }

        return *partials;
    }

    /// <summary>result[column] = combination of the rows in ascending order, for adjacent columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Down(T* values, nint rows, nint rowStride, nint columns, T* result)
    {
        V start = V.Broadcast(TReduction.Start<T>());
        for (; columns >= 4 * V.Count; columns -= 4 * V.Count, values += 4 * V.Count, result += 4 * V.Count)
        {
            V x0 = start, x1 = start, x2 = start, x3 = start;
            T* from = values;
            for (nint row = 0; row < rows; row++, from += rowStride)
            {
                x0 = TReduction.Combine<V, T>(x0, V.Load(from));
                x1 = TReduction.Combine<V, T>(x1, V.Load(from + V.Count));
                x2 = TReduction.Combine<V, T>(x2, V.Load(from + 2 * V.Count));
                x3 = TReduction.Combine<V, T>(x3, V.Load(from + 3 * V.Count));
            }

            V.Store(x0, result);
            V.Store(x1, result + V.Count);
            V.Store(x2, result + 2 * V.Count);
            V.Store(x3, result + 3 * V.Count);
        }

        for (; columns > 0; columns -= V.Count, values += V.Count, result += V.Count)
        {
            V x = start;
            T* from = values;
            for (nint row = 0; row < rows; row++, from += rowStride)
                x = TReduction.Combine<V, T>(x, columns >= V.Count ? V.Load(from) : V.LoadPartial(from, columns));
            if (columns >= V.Count)
                V.Store(x, result);
            else
                V.StorePartial(x, result, columns);
        }
    }
}
