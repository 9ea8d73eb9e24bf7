namespace Cajal.Kernels;

/// <summary>Checks of rows of a row-major block, which are numbered from 0.</summary>
internal static class RowNumbers
{
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
