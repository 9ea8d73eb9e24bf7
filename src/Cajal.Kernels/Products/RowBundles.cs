using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Up to four bundles of numbers that lie side by side in one row.</summary>
/// <remarks>The just-in-time compiler keeps the fields of a struct in registers of their own only where there are at most four.</remarks>
internal unsafe struct RowBundles<V, T, TCount>
    where V : unmanaged, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TCount : unmanaged, ISize
{
    private V v0;
    private V v1;
    private V v2;
    private V v3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowBundles<V, T, TCount> Load(T* source)
    {
        RowBundles<V, T, TCount> row = default;
        row.v0 = V.Load(source);
        if (sizeof(TCount) > 1) row.v1 = V.Load(source + V.Count);
        if (sizeof(TCount) > 2) row.v2 = V.Load(source + 2 * V.Count);
        if (sizeof(TCount) > 3) row.v3 = V.Load(source + 3 * V.Count);
        return row;
    }

    /// <summary>Bundles that lie <paramref name="distance"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowBundles<V, T, TCount> LoadSpread(T* source, nint distance)
    {
        RowBundles<V, T, TCount> row = default;
        row.v0 = V.Load(source);
        if (sizeof(TCount) > 1) row.v1 = V.Load(source + distance);
        if (sizeof(TCount) > 2) row.v2 = V.Load(source + 2 * distance);
        if (sizeof(TCount) > 3) row.v3 = V.Load(source + 3 * distance);
        return row;
    }

    /// <summary>The first <paramref name="count"/> numbers of bundles that lie <paramref name="distance"/> elements apart; the rest is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowBundles<V, T, TCount> LoadSpread(T* source, nint distance, nint count)
    {
        RowBundles<V, T, TCount> row = default;
        row.v0 = V.LoadPartial(source, count);
        if (sizeof(TCount) > 1) row.v1 = V.LoadPartial(source + distance, count);
        if (sizeof(TCount) > 2) row.v2 = V.LoadPartial(source + 2 * distance, count);
        if (sizeof(TCount) > 3) row.v3 = V.LoadPartial(source + 3 * distance, count);
        return row;
    }

    /// <summary>Stores the bundles <paramref name="distance"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreSpread(T* destination, nint distance)
    {
        V.Store(v0, destination);
        if (sizeof(TCount) > 1) V.Store(v1, destination + distance);
        if (sizeof(TCount) > 2) V.Store(v2, destination + 2 * distance);
        if (sizeof(TCount) > 3) V.Store(v3, destination + 3 * distance);
    }

    /// <summary>Adds <paramref name="factor"/> times another row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddMultiple(V factor, RowBundles<V, T, TCount> other)
    {
        v0 = V.MultiplyAdd(other.v0, factor, v0);
        if (sizeof(TCount) > 1) v1 = V.MultiplyAdd(other.v1, factor, v1);
        if (sizeof(TCount) > 2) v2 = V.MultiplyAdd(other.v2, factor, v2);
        if (sizeof(TCount) > 3) v3 = V.MultiplyAdd(other.v3, factor, v3);
    }

    /// <summary>Loads a row whose last bundle has only <paramref name="last"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowBundles<V, T, TCount> Load(T* source, nint last)
    {
        RowBundles<V, T, TCount> row = default;
        if (sizeof(TCount) > 1) row.v0 = V.Load(source);
        if (sizeof(TCount) > 2) row.v1 = V.Load(source + V.Count);
        if (sizeof(TCount) > 3) row.v2 = V.Load(source + 2 * V.Count);
        V end = last < V.Count ? V.LoadPartial(source + (sizeof(TCount) - 1) * V.Count, last) : V.Load(source + (sizeof(TCount) - 1) * V.Count);
        if (sizeof(TCount) == 1) row.v0 = end;
        else if (sizeof(TCount) == 2) row.v1 = end;
        else if (sizeof(TCount) == 3) row.v2 = end;
        else row.v3 = end;
        return row;
    }

    /// <summary>Stores the row, of whose last bundle only <paramref name="last"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(T* destination, nint last)
    {
        if (sizeof(TCount) > 1) V.Store(v0, destination);
        if (sizeof(TCount) > 2) V.Store(v1, destination + V.Count);
        if (sizeof(TCount) > 3) V.Store(v2, destination + 2 * V.Count);
        V end = sizeof(TCount) == 1 ? v0 : sizeof(TCount) == 2 ? v1 : sizeof(TCount) == 3 ? v2 : v3;
        if (last < V.Count)
            V.StorePartial(end, destination + (sizeof(TCount) - 1) * V.Count, last);
        else
            V.Store(end, destination + (sizeof(TCount) - 1) * V.Count);
    }
}
