namespace Cajal;

/// <summary>Checked access to rows of a row-major block by their numbers, counted from 0.</summary>
internal static class RowNumbers
{
    public static void Check(int row, int count)
    {
        if ((uint)row >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {count} rows, numbered from 0.");
        }
    }

    public static void CheckBlock(int rows, int width, int length, string parameter)
    {
        if ((long)rows * width != length)
        {
            throw new ArgumentException($"{rows} rows of {width} numbers need {(long)rows * width} places, the span has {length}.", parameter);
        }
    }

    /// <summary>Copies the given rows of <paramref name="source"/>, <paramref name="width"/> items each, one after the other.</summary>
    public static void Gather<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> rows, Span<T> batch)
    {
        CheckBlock(rows.Length, width, batch.Length, nameof(batch));
        int count = source.Length / width;
        for (int i = 0; i < rows.Length; i++)
        {
            Check(rows[i], count);
            source.Slice(rows[i] * width, width).CopyTo(batch[(i * width)..]);
        }
    }
}
