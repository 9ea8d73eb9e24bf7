using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>What a number under a window is multiplied by.</summary>
internal interface IWindowWeight
{
    /// <summary>Whether it is multiplied at all.</summary>
    static abstract bool IsWeighted { get; }

    /// <summary>The factor under a window.</summary>
    /// <param name="grid">Pictures and windows.</param>
    /// <param name="line">The window's line.</param>
    /// <param name="column">The window's column.</param>
    /// <param name="whole">1/(pixels of a whole window).</param>
    static abstract T Of<T>(PoolGrid grid, int line, int column, T whole) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Numbers stay as they are.</summary>
internal readonly struct Unweighted : IWindowWeight
{
    public static bool IsWeighted => false;

    public static T Of<T>(PoolGrid grid, int line, int column, T whole) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One;
}

/// <summary>A mean over the window, padding counted as zeros.</summary>
internal readonly struct PaddingCounts : IWindowWeight
{
    public static bool IsWeighted => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(PoolGrid grid, int line, int column, T whole) where T : unmanaged, IBinaryFloatingPointIeee754<T> => whole;
}

/// <summary>A mean over the pixels under the window.</summary>
internal readonly struct PaddingIsLeftOut : IWindowWeight
{
    public static bool IsWeighted => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(PoolGrid grid, int line, int column, T whole) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lines = grid.Lines.End(line) - grid.Lines.First(line), columns = grid.Columns.End(column) - grid.Columns.First(column);
        return lines == grid.Lines.Window && columns == grid.Columns.Window ? whole : T.One / T.CreateTruncating(lines * columns);
    }
}
