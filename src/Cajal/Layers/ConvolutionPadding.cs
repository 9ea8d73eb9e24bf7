using Cajal.Kernels;

namespace Cajal;

/// <summary>Zeros around a picture that a window passes over: <see cref="Valid"/>, <see cref="Same"/>, a number for all sides, or a number for each.</summary>
/// <example><code>new Conv2D(16, 3, padding: ConvolutionPadding.Same)</code> or <code>new Conv2D(6, 5, padding: 2)</code></example>
public readonly record struct ConvolutionPadding
{
    /// <summary>Makes a padding of a number for each side.</summary>
    /// <param name="top">Lines above.</param>
    /// <param name="bottom">Lines below.</param>
    /// <param name="left">Pixels in front of each line.</param>
    /// <param name="right">Pixels behind each line.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or above 10 000.</exception>
    public ConvolutionPadding(int top, int bottom, int left, int right)
    {
        (Top, Bottom) = (Checked(nameof(top), top), Checked(nameof(bottom), bottom));
        (Left, Right) = (Checked(nameof(left), left), Checked(nameof(right), right));
    }

    private ConvolutionPadding(bool isSame) => IsSame = isSame;

    /// <summary>No zeros: windows lie within the picture.</summary>
    public static ConvolutionPadding Valid => default;

    /// <summary>So many zeros that there is a window for each place that the stride meets, size/stride rounded up; where they do not divide evenly, one more
    /// below and behind.</summary>
    public static ConvolutionPadding Same => new(true);

    /// <summary>Whether this is <see cref="Same"/>; the numbers are then 0.</summary>
    public bool IsSame { get; }

    /// <summary>Lines above.</summary>
    public int Top { get; }

    /// <summary>Lines below.</summary>
    public int Bottom { get; }

    /// <summary>Pixels in front of each line.</summary>
    public int Left { get; }

    /// <summary>Pixels behind each line.</summary>
    public int Right { get; }

    /// <summary>The same number of zeros on all sides.</summary>
    /// <param name="size">The number.</param>
    public static implicit operator ConvolutionPadding(int size) => FromInt32(size);

    /// <summary>The same number of zeros on all sides.</summary>
    /// <param name="size">The number.</param>
    public static ConvolutionPadding FromInt32(int size) => new(size, size, size, size);

    /// <summary>How a window moves down a picture.</summary>
    internal WindowAxis Vertical(int size, int kernel, int stride, int dilation) =>
        IsSame ? SameAxis(size, kernel, stride, dilation) : new WindowAxis(stride, Top, Bottom, dilation);

    /// <summary>How a window moves across a picture.</summary>
    internal WindowAxis Horizontal(int size, int kernel, int stride, int dilation) =>
        IsSame ? SameAxis(size, kernel, stride, dilation) : new WindowAxis(stride, Left, Right, dilation);

    private static WindowAxis SameAxis(int size, int kernel, int stride, int dilation)
    {
        int windows = (size + stride - 1) / stride;
        int zeros = Math.Max(0, ((windows - 1) * stride) + ((kernel - 1) * dilation) + 1 - size);
        return new WindowAxis(stride, zeros / 2, zeros - (zeros / 2), dilation);
    }

    private static int Checked(string side, int size) => size is >= 0 and <= ConvolutionLayer.LargestSize
        ? size
        : throw new ArgumentOutOfRangeException(
            side, FormattableString.Invariant($"ConvolutionPadding: {side} is {size}, expected a whole number from 0 to {ConvolutionLayer.LargestSize}."));
}
