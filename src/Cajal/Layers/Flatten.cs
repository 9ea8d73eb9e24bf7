namespace Cajal;

/// <summary>Lays the numbers of a row side by side: <c>[batch, 28, 28]</c> becomes <c>[batch, 784]</c>, row by row.</summary>
public sealed class Flatten : Layer
{
    internal override string Kind => "flatten";

    internal override Shape OutputShape(Shape input) => [input.Count];

    internal override Node Build(LayerContext context, Node input) =>
        input.Reshape([input.Shape[0], new Shape(input.Shape.Sizes[1..]).Count]);
}
