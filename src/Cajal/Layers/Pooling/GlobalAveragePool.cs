namespace Cajal;

/// <summary>The mean of each channel over the whole picture: <c>[batch, height, width, channels]</c> becomes <c>[batch, channels]</c>.</summary>
public sealed class GlobalAveragePool : Layer
{
    internal override string Kind => "global-average-pool";

    internal override Shape OutputShape(Shape input) => [ImageShape.Of(this, input).Channels];

    internal override Node Build(LayerContext context, Node input)
    {
        ImageShape image = ImageShape.Of(this, new Shape(input.Shape.Sizes[1..]));
        int pixels = image.Height * image.Width;
        return image.Batch(input).SumGroups(pixels) * (1.0 / pixels);
    }
}
