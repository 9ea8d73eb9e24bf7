using Cajal.Models;

namespace Cajal;

/// <summary>
/// The weights by which the units of the first layer see an input: for images a picture a unit, which is the pattern that excites it most for its
/// size; of a convolution a picture a channel, the window that moves over the image.
/// </summary>
/// <example><code>File.WriteAllText("weights.svg", FirstLayerWeights.Of(model).ToSvg());</code></example>
public sealed class FirstLayerWeights
{
    private FirstLayerWeights(string layer, Shape shape, IReadOnlyList<float[]> units)
    {
        Layer = layer;
        Shape = shape;
        Units = units;
    }

    /// <summary>Name of the layer.</summary>
    public string Layer { get; }

    /// <summary>Shape of a unit's weights: that of one input, of a convolution's channel its window <c>[height, width, channels in]</c>.</summary>
    public Shape Shape { get; }

    /// <summary>The weights of each unit, in the order of <see cref="Shape"/>, the learned scale of features multiplied in.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Units { get; }

    /// <summary>
    /// Takes the weights out of a model whose first layer with units is dense, behind nothing but flattening and feature scales, or a
    /// <see cref="Conv2D"/> of one group.
    /// </summary>
    /// <param name="model">A model with weights.</param>
    /// <exception cref="ArgumentException">It begins with other layers.</exception>
    public static FirstLayerWeights Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Network network = model.Built.Network;
        float[] scale = new float[network.InputShape.Count];
        Array.Fill(scale, 1);
        foreach (PlacedLayer layer in network.Chain("First-layer weights"))
        {
            switch (layer.Layer)
            {
                case Flatten or Dropout or Identity:
                    break;
                case FeatureScale:
                    ReadOnlySpan<float> factors = model.Built.Store[$"{layer.Owner}.scale"];
                    for (int input = 0; input < scale.Length; input++)
                    {
                        scale[input] *= factors[input];
                    }

                    break;
                case Dense dense:
                    return new FirstLayerWeights(layer.Name, network.InputShape, Columns(model.Built.Store[$"{layer.Owner}.weight"], scale, dense.OutFeatures));
                case Conv2D { Groups: 1 } convolution when scale.All(factor => factor == 1):
                    ReadOnlySpan<float> windows = model.Built.Store[$"{layer.Owner}.weight"];
                    int places = windows.Length / convolution.OutChannels;
                    Shape window = [convolution.Kernel.Height, convolution.Kernel.Width, places / (convolution.Kernel.Height * convolution.Kernel.Width)];
                    return new FirstLayerWeights(layer.Name, window, Columns(windows, scale.AsSpan(0, places), convolution.OutChannels));
                default:
                    throw new ArgumentException($"First-layer weights: the model begins with {layer.Layer.Title}, expected a convolution of pictures or a dense layer "
                        + "(behind flatten and feature-scale at most). Look at its units' responses instead.");
            }
        }

        throw new ArgumentException("First-layer weights: the model has no dense layer, expected one.");
    }

    private static float[][] Columns(ReadOnlySpan<float> weights, ReadOnlySpan<float> scale, int units)
    {
        float[][] columns = new float[units][];
        for (int unit = 0; unit < units; unit++)
        {
            columns[unit] = new float[scale.Length];
            for (int input = 0; input < scale.Length; input++)
            {
                columns[unit][input] = weights[(input * units) + unit] * scale[input];
            }
        }

        return columns;
    }
}
