using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Dropout of whole channels: in training all pixels of a channel of a picture become 0 with probability <see cref="Rate"/> and the other
/// channels are divided by 1 − rate (J. Tompson et al., "Efficient object localization using convolutional networks", 2015): neighbouring
/// pixels are alike, so that dropping single ones hides little. At prediction y = x. Rows are pictures and keep their shape.
/// </summary>
/// <param name="rate">Share that is dropped, in [0, 1); default 0.5.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not in [0, 1).</exception>
public sealed class SpatialDropout2D(double rate = 0.5) : Layer
{
    /// <summary>Share that is dropped.</summary>
    public double Rate { get; } = NumberChecks.BelowOne(nameof(SpatialDropout2D), nameof(rate), rate);

    internal override string Kind => "spatial-dropout2d";

    internal override Shape OutputShape(Shape input)
    {
        ImageShape.Of(this, input);
        return input;
    }

    internal override Node Build(LayerContext context, Node input)
    {
        if (!context.Training || Rate == 0)
        {
            return input;
        }

        ImageShape image = ImageShape.Of(this, new Shape(input.Shape.Sizes[1..]));
        int batch = input.Shape[0], pixels = image.Height * image.Width;
        Graph graph = input.Graph;
        Node kept = graph.RandomUniform([batch, image.Channels], context.NextStream()).GreaterOrEqual(graph.Constant(Rate));
        return (image.Batch(input) * (kept * (1 / (1 - Rate))).RepeatRows(pixels, batch * pixels).Reshape([batch, .. image.Row.Sizes])).Reshape(input.Shape);
    }

    private protected override void WriteConfiguration(JsonObject json) => json["rate"] = Rate;
}
