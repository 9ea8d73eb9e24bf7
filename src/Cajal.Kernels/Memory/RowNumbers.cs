using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cajal.Kernels;

/// <summary>Checks of rows of a row-major block, which are numbered from 0.</summary>
internal static class RowNumbers
{
    /// <summary>A row's number that stands in an array of numbers.</summary>
    /// <exception cref="ArgumentException">It is no whole number in [0, count).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of<T>(T number, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!WholeNumber.IsIndex(number, count, out int row))
            Refuse(number, count);
        return row;
    }

    private static void Refuse<T>(T number, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"Look-up: {number} is no row of the table, expected a whole number from 0 to {count - 1}. Number the things from 0, unscaled, or give the table more rows."));

    /// <summary>Refuses a number that no row has.</summary>
    public static void Check(int row, int count)
    {
        if ((uint)row >= (uint)count)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {count} rows, numbered from 0.");
    }

    /// <summary>Refuses numbers of which one belongs to no row.</summary>
    public static void Check(ReadOnlySpan<int> rows, int count)
    {
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)count)
                Check(row, count);
        }
    }

    /// <summary>Refuses a span that has not as many places as rows × width.</summary>
    public static void CheckBlock(int rows, int width, int length, string parameter)
    {
        if ((long)rows * width != length)
            throw new ArgumentException($"{rows} rows of {width} numbers need {(long)rows * width} places, the span has {length}.", parameter);
    }
}
