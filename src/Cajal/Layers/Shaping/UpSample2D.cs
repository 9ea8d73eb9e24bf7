using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Makes a picture larger: each pixel becomes a block of equal ones (nearest neighbour). <c>[batch, height, width, channels]</c> becomes
/// <c>[batch, height·factor, width·factor, channels]</c>; rows <c>[height, width]</c> are gray pictures.
/// </summary>
/// <param name="factor">Height and width of a block; default 2.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is below 1 or above 1000.</exception>
public sealed class UpSample2D(int factor = 2) : Layer
{
    /// <summary>Height and width of a block.</summary>
    public int Factor { get; } = NumberChecks.CountUpTo(nameof(UpSample2D), nameof(factor), factor, 1000);

    internal override string Kind => "up-sample2d";

    internal override Shape OutputShape(Shape input)
    {
        ImageShape image = ImageShape.Of(this, input);
        return RowOf((long)image.Height * Factor, (long)image.Width * Factor, image.Channels);
    }

    internal override Node Build(LayerContext context, Node input)
    {
        ImageShape image = ImageShape.Of(this, new Shape(input.Shape.Sizes[1..]));
        int lines = input.Shape[0] * image.Height;

        // Pixels of a line first, then the lines: each is a row that is repeated.
        Node wide = image.Batch(input).RepeatRows(Factor, lines * image.Width * Factor);
        Node large = wide.Reshape([lines, image.Width * Factor * image.Channels]).RepeatRows(Factor, lines * Factor);
        return large.Reshape([input.Shape[0], .. OutputShape(image.Row).Sizes]);
    }

    private protected override void WriteConfiguration(JsonObject json) => json["factor"] = Factor;
}
