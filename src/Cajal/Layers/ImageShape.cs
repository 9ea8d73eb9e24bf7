namespace Cajal;

/// <summary>Sizes of the picture that one row holds, channels last: layers for pictures read rows with it.</summary>
/// <param name="Height">Lines.</param>
/// <param name="Width">Pixels of a line.</param>
/// <param name="Channels">Numbers of a pixel.</param>
internal readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>One row, <c>[height, width, channels]</c>.</summary>
    public Shape Row => [Height, Width, Channels];

    /// <summary>Reads one row's shape: <c>[height, width, channels]</c>, or <c>[height, width]</c>, a gray picture of one channel.</summary>
    /// <param name="layer">The layer that asks, for the message.</param>
    /// <param name="row">Shape of one row of its input.</param>
    /// <exception cref="ConfigurationException">It is no picture.</exception>
    public static ImageShape Of(Layer layer, Shape row) => Of(layer.Title, row, "Put a Reshape layer before it, or give the model pictures.");

    /// <inheritdoc cref="Of(Layer, Shape)"/>
    /// <param name="owner">Who asks, for the message.</param>
    /// <param name="row">Shape of one row.</param>
    /// <param name="remedy">What to do where it is no picture.</param>
    public static ImageShape Of(string owner, Shape row, string remedy) => row.Rank is 2 or 3 && row.Count > 0
        ? new ImageShape(row[0], row[1], row.Rank == 3 ? row[2] : 1)
        : throw new ConfigurationException(
            $"{owner}: one row of the input has shape {row}, expected a picture [height, width, channels] or [height, width]. {remedy}");

    /// <summary>A batch of rows as <c>[batch, height, width, channels]</c>.</summary>
    public Node Batch(Node input) => input.Reshape([input.Shape[0], Height, Width, Channels]);
}
