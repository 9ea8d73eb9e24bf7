using System.Text.Json.Nodes;
using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// The mean under each window, channel by channel: <c>[batch, height, width, channels]</c> becomes
/// <c>[batch, windows down, windows across, channels]</c>; rows <c>[height, width]</c> are gray pictures.
/// </summary>
/// <param name="window">Size of the window; default 2.</param>
/// <param name="stride">Pixels from one window to the next; default the window's size.</param>
/// <param name="padding">Pixels of padding on each side; default none.</param>
/// <param name="countsPadding">True, the default, when padding counts as zeros; false when the mean is over the pixels under the window alone.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is too small or too large, or the padding as large as the window.</exception>
public sealed class AveragePool2D(Size2D window, Size2D? stride = null, int padding = 0, bool countsPadding = true) : PoolLayer(window, stride, padding)
{
    /// <summary>Makes a layer with a window of 2 x 2.</summary>
    public AveragePool2D()
        : this(2)
    {
    }

    /// <summary>Whether padding counts as zeros.</summary>
    public bool CountsPadding => countsPadding;

    internal override string Kind => "average-pool2d";

    internal static AveragePool2D Read(ModelFields fields) =>
        Read(fields, (window, stride, padding) => new AveragePool2D(window, stride, padding, fields.Truth("countsPadding")));

    private protected override Node Pool(Node pictures, PoolSpan lines, PoolSpan columns) =>
        pictures.Graph.Create(new Ops.AveragePool2D(lines, columns, CountsPadding), pictures);

    private protected override void WriteConfiguration(JsonObject json)
    {
        base.WriteConfiguration(json);
        json["countsPadding"] = CountsPadding;
    }
}
