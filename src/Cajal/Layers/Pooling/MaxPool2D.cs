using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// The largest number under each window, channel by channel: <c>[batch, height, width, channels]</c> becomes
/// <c>[batch, windows down, windows across, channels]</c>; rows <c>[height, width]</c> are gray pictures. Padding is never the largest, lines that
/// no whole window covers are left out, and the gradient goes to the first of equal maxima.
/// </summary>
/// <param name="window">Size of the window; default 2.</param>
/// <param name="stride">Pixels from one window to the next; default the window's size.</param>
/// <param name="padding">Pixels of padding on each side; default none.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is too small or too large, or the padding as large as the window.</exception>
/// <example><code>new MaxPool2D(3, stride: 2, padding: 1)</code></example>
public sealed class MaxPool2D(Size2D window, Size2D? stride = null, int padding = 0) : PoolLayer(window, stride, padding)
{
    /// <summary>Makes a layer with a window of 2 x 2.</summary>
    public MaxPool2D()
        : this(2)
    {
    }

    internal override string Kind => "max-pool2d";

    internal static MaxPool2D Read(ModelFields fields) => Read(fields, (window, stride, padding) => new MaxPool2D(window, stride, padding));

    /// <summary>The largest of rectified numbers is the largest number, rectified, and has the same gradient; but a quarter of the numbers or fewer
    /// are left to rectify on the way there, and to mask on the way back.</summary>
    private protected override Node Pool(Node pictures, PoolSpan lines, PoolSpan columns) => pictures.Operator is Ops.Relu
        ? Pool(pictures.Inputs[0], lines, columns).Relu()
        : pictures.Graph.Create(new Ops.MaxPool2D(lines, columns), pictures);
}
