namespace Cajal.Images.Png;

/// <summary>The five ways in which a row of a PNG file is written as a difference to what stands before it (ISO/IEC 15948, 9.2).</summary>
internal static class PngFilters
{
    /// <summary>How many there are; they are numbered from 0.</summary>
    public const int Count = 5;

    /// <summary>Turns differences back into the row, in place.</summary>
    /// <param name="filter">0 none, 1 left, 2 up, 3 mean of both, 4 Paeth's choice.</param>
    /// <param name="row">The row's bytes.</param>
    /// <param name="above">The row before it, zeros before the first.</param>
    /// <param name="distance">Bytes from a pixel to the next.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < distance ? 0 : row[i - distance], up = above[i], corner = i < distance ? 0 : above[i - distance];
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                _ => Paeth(left, up, corner),
            });
        }
    }

    /// <summary>That of the three neighbours which lies nearest to left + up − corner.</summary>
    private static int Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - (2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
