using Cajal.Kernels;

namespace Cajal;

/// <summary>The largest number of each channel in the whole picture: <c>[batch, height, width, channels]</c> becomes <c>[batch, channels]</c>.</summary>
public sealed class GlobalMaxPool : Layer
{
    internal override string Kind => "global-max-pool";

    internal override Shape OutputShape(Shape input) => [ImageShape.Of(this, input).Channels];

    internal override Node Build(LayerContext context, Node input)
    {
        ImageShape image = ImageShape.Of(this, new Shape(input.Shape.Sizes[1..]));
        var whole = new Ops.MaxPool2D(new PoolSpan(image.Height, 1), new PoolSpan(image.Width, 1));
        return input.Graph.Create(whole, image.Batch(input)).Reshape([input.Shape[0], image.Channels]);
    }
}
