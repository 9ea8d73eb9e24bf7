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

/// <summary>Reductions along lines and down the rows, in the fixed order that <see cref="Reductions"/> describes.</summary>
/// <remarks>An addition takes several cycles, so both directions keep several chains of them going.</remarks>
internal static unsafe class ReductionKernel<TReduction, V, T>
    where TReduction : IReduction
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of at least a page are long.</summary>
    private const int LongRowBytes = 4096;

    /// <summary>Bundles of partial results of one line.</summary>
    private static nint Bundles => Reductions.Partials / V.Count;

    /// <summary>result[row] = combination of the elements of a row, for adjacent columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Lines(T* values, nint rows, nint rowStride, nint columns, T* result, nint resultStride)
    {
        // Four chains: four lines where one bundle holds all partial results of a line, two where two do, else one.
        nint lines = Bundles >= 4 ? 1 : 4 / Bundles;
        for (nint row = 0; row < rows; row += lines)
        {
            T* from = values + row * rowStride;
            T* to = result + row * resultStride;
            if (lines == 1)
            {
                *to = V.First(Halve(Partials(from, columns, 0, 1)));
                continue;
            }

            // Behind the last row the last row is read again.
            nint after = rows - row - 1;
            T* from1 = from + Math.Min(1, after) * rowStride, from2 = from + Math.Min(2, after) * rowStride, from3 = from + Math.Min(3, after) * rowStride;
            if (lines == 2)
            {
                Chains(from, 0, from, V.Count, from1, 0, from1, V.Count, columns, out V a0, out V a1, out V b0, out V b1);
                *to = V.First(Halve(TReduction.Combine<V, T>(a0, a1)));
                if (after > 0) to[resultStride] = V.First(Halve(TReduction.Combine<V, T>(b0, b1)));
                continue;
            }

            Chains(from, 0, from1, 0, from2, 0, from3, 0, columns, out V x0, out V x1, out V x2, out V x3);
            *to = V.First(Halve(x0));
            if (after > 0) to[resultStride] = V.First(Halve(x1));
            if (after > 1) to[2 * resultStride] = V.First(Halve(x2));
            if (after > 2) to[3 * resultStride] = V.First(Halve(x3));
        }
    }

    /// <summary>result[column] = combination of the rows in ascending order, for adjacent columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Down(T* values, nint rows, nint rowStride, nint columns, T* result)
    {
        nint whole = columns / (4 * V.Count) * (4 * V.Count);
        if (columns * sizeof(T) >= LongRowBytes)
            DownLongRows(values, rows, rowStride, whole, result);
        else
        {
            for (nint column = 0; column < whole; column += 4 * V.Count)
                DownStrip(values + column, rows, rowStride, result + column);
        }

        for (nint column = whole; column < columns; column += 2 * V.Count)
            DownEnd(values + column, rows, rowStride, columns - column, result + column);
    }

    /// <summary>The first two bundles, as far as there are so many columns, from the first row to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DownEnd(T* from, nint rows, nint rowStride, nint columns, T* result)
    {
        V x0 = V.Broadcast(TReduction.Start<T>()), x1 = x0;
        if (columns <= V.Count)
        {
            for (nint row = 0; row < rows; row++, from += rowStride)
                x0 = TReduction.Combine<V, T>(x0, LoadUpTo(from, columns));
            StoreUpTo(x0, result, columns);
            return;
        }

        for (nint row = 0; row < rows; row++, from += rowStride)
        {
            x0 = TReduction.Combine<V, T>(x0, V.Load(from));
            x1 = TReduction.Combine<V, T>(x1, LoadUpTo(from + V.Count, columns - V.Count));
        }

        V.Store(x0, result);
        StoreUpTo(x1, result + V.Count, columns - V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LoadUpTo(T* from, nint count) => count >= V.Count ? V.Load(from) : V.LoadPartial(from, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUpTo(V x, T* to, nint count)
    {
        if (count >= V.Count)
            V.Store(x, to);
        else
            V.StorePartial(x, to, count);
    }

    /// <summary>Four bundles of columns from the first row to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DownStrip(T* from, nint rows, nint rowStride, T* result)
    {
        V x0 = V.Broadcast(TReduction.Start<T>()), x1 = x0, x2 = x0, x3 = x0;
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

    /// <summary>Eight rows at a time from end to end: memory is quicker where it is read on than where every access jumps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DownLongRows(T* values, nint rows, nint rowStride, nint columns, T* result)
    {
        for (nint column = 0; column < columns; column += V.Count)
            V.Store(V.Broadcast(TReduction.Start<T>()), result + column);
        for (; rows >= 8; rows -= 8, values += 8 * rowStride)
        {
            T* half = values + 4 * rowStride;
            for (nint column = 0; column < columns; column += V.Count)
            {
                V x = Four(V.Load(result + column), values + column, rowStride);
                V.Store(Four(x, half + column, rowStride), result + column);
            }
        }

        for (; rows > 0; rows--, values += rowStride)
        {
            for (nint column = 0; column < columns; column += V.Count)
                V.Store(TReduction.Combine<V, T>(V.Load(result + column), V.Load(values + column)), result + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Four(V x, T* from, nint rowStride)
    {
        x = TReduction.Combine<V, T>(x, V.Load(from));
        x = TReduction.Combine<V, T>(x, V.Load(from + rowStride));
        x = TReduction.Combine<V, T>(x, V.Load(from + 2 * rowStride));
        return TReduction.Combine<V, T>(x, V.Load(from + 3 * rowStride));
    }

    /// <summary>The combination of every step-th bundle of partial results from <paramref name="first"/> on, in the order of halving.</summary>
    private static V Partials(T* values, nint count, nint first, nint step)
    {
        if (4 * step < Bundles)
            return TReduction.Combine<V, T>(Partials(values, count, first, 2 * step), Partials(values, count, first + step, 2 * step));
        first *= V.Count;
        step *= V.Count;
        Chains(values, first, values, first + step, values, first + 2 * step, values, first + 3 * step, count, out V x0, out V x1, out V x2, out V x3);
        return TReduction.Combine<V, T>(TReduction.Combine<V, T>(x0, x2), TReduction.Combine<V, T>(x1, x3));
    }

    /// <summary>Four bundles of partial results; each has its line and its place among the line's partial results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Chains(
        T* line0, nint place0, T* line1, nint place1, T* line2, nint place2, T* line3, nint place3, nint count, out V x0, out V x1, out V x2, out V x3)
    {
        x0 = x1 = x2 = x3 = V.Broadcast(TReduction.Start<T>());
        nint whole = count / Reductions.Partials * Reductions.Partials;
        for (nint i = 0; i < whole; i += Reductions.Partials)
        {
            x0 = TReduction.Combine<V, T>(x0, V.Load(line0 + i + place0));
            x1 = TReduction.Combine<V, T>(x1, V.Load(line1 + i + place1));
            x2 = TReduction.Combine<V, T>(x2, V.Load(line2 + i + place2));
            x3 = TReduction.Combine<V, T>(x3, V.Load(line3 + i + place3));
        }

        x0 = End(x0, line0 + whole + place0, count - whole - place0);
        x1 = End(x1, line1 + whole + place1, count - whole - place1);
        x2 = End(x2, line2 + whole + place2, count - whole - place2);
        x3 = End(x3, line3 + whole + place3, count - whole - place3);
    }

    /// <summary>Combines with the end of a line, of which <paramref name="count"/> elements are left. Missing ones are the neutral number,
    /// which changes no bits of a partial result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V End(V x, T* from, nint count)
    {
        if (count <= 0) return x;
        return TReduction.Combine<V, T>(x, count >= V.Count ? V.Load(from) : V.LoadPartial(from, count, V.Broadcast(TReduction.Start<T>())));
    }

    /// <summary>Halves a bundle of partial results until one is left, in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Halve(V x)
    {
        if (V.Count > 8) x = TReduction.Combine<V, T>(x, V.Exchange(x, 8));
        if (V.Count > 4) x = TReduction.Combine<V, T>(x, V.Exchange(x, 4));
        if (V.Count > 2) x = TReduction.Combine<V, T>(x, V.Exchange(x, 2));
        return V.Count > 1 ? TReduction.Combine<V, T>(x, V.Exchange(x, 1)) : x;
    }
}
