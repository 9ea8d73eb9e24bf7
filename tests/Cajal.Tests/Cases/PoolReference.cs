using Cajal.Kernels;

namespace Cajal.Tests;

/// <summary>Windows on pictures <c>[batch, height, width, channels]</c> by plain loops: the twin of the pooling kernels.</summary>
internal sealed class PoolReference(Shape pictures, PoolSpan lines, PoolSpan columns)
{
    public Shape Windows { get; } = new(
        pictures[0],
        ((pictures[1] + lines.Before + lines.After - lines.Window) / lines.Stride) + 1,
        ((pictures[2] + columns.Before + columns.After - columns.Window) / columns.Stride) + 1,
        pictures[3]);

    public double[] Maximum(double[] x) => [.. AllWindows().Select(window => Places(window).Max(place => x[place]))];

    /// <summary>Adds each window's number at the first maximum of x.</summary>
    public double[] Scatter(double[] x, double[] shares)
    {
        var result = new double[pictures.Count];
        foreach ((int[] window, int index) in AllWindows().Select((window, index) => (window, index)))
        {
            result[Places(window).MaxBy(place => x[place])] += shares[index];
        }

        return result;
    }

    public double[] Pick(double[] x, double[] values) => [.. AllWindows().Select(window => values[Places(window).MaxBy(place => x[place])])];

    public double[] Average(double[] x, bool countsPadding) =>
        [.. AllWindows().Select(window => Places(window).Sum(place => x[place]) / Count(window, countsPadding))];

    public double[] Spread(double[] shares, bool countsPadding)
    {
        var result = new double[pictures.Count];
        foreach ((int[] window, int index) in AllWindows().Select((window, index) => (window, index)))
        {
            foreach (int place in Places(window))
            {
                result[place] += shares[index] / Count(window, countsPadding);
            }
        }

        return result;
    }

    private double Count(int[] window, bool countsPadding) => countsPadding ? lines.Window * columns.Window : Places(window).Count();

    private IEnumerable<int[]> AllWindows() =>
        from picture in Enumerable.Range(0, Windows[0])
        from line in Enumerable.Range(0, Windows[1])
        from column in Enumerable.Range(0, Windows[2])
        from channel in Enumerable.Range(0, Windows[3])
        select new[] { picture, line, column, channel };

    /// <summary>The elements under a window, line by line from the top and from left to right.</summary>
    private IEnumerable<int> Places(int[] window) =>
        from line in Enumerable.Range((window[1] * lines.Stride) - lines.Before, lines.Window)
        where line >= 0 && line < pictures[1]
        from column in Enumerable.Range((window[2] * columns.Stride) - columns.Before, columns.Window)
        where column >= 0 && column < pictures[2]
        select (((((window[0] * pictures[1]) + line) * pictures[2]) + column) * pictures[3]) + window[3];
}
