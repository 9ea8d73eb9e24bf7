namespace Cajal;

/// <summary>
/// Pictures <c>[batch, height, width, channels]</c> seen as one picture <c>[1, height, width, channels · batch]</c>, the samples of a channel side by side.
/// Convolutions of few channels leave most of a vector idle; over samples it is full. A convolution that is built so leaves its output
/// seen back as pictures, and the layers after it that treat every place, channel and sample alike build on what is inside.
/// </summary>
internal static class SamplesInnermost
{
    /// <summary>The pictures with their samples innermost.</summary>
    public static Node Of(Node pictures)
    {
        Shape shape = pictures.Shape;
        return Inside(pictures)
            ?? pictures.Reshape([shape[0], shape[1] * shape[2] * shape[3]]).Transpose().Reshape([1, shape[1], shape[2], shape[3] * shape[0]]);
    }

    /// <summary>What <see cref="Back"/> was given, where the pictures are its result; else <c>null</c>.</summary>
    public static Node? Inside(Node pictures) =>
        pictures is { Operator: Ops.Reshape, Shape.Rank: 4 } && pictures.Inputs[0] is { Operator: Ops.Transpose } turned
        && turned.Inputs[0] is { Operator: Ops.Reshape } flat && flat.Inputs[0].Shape == Turned(pictures.Shape)
            ? flat.Inputs[0]
            : null;

    /// <summary>The pictures of shape <paramref name="shape"/> whose samples lie innermost in <paramref name="inside"/>.</summary>
    public static Node Back(Node inside, Shape shape) => inside.Reshape([inside.Shape.Count / shape[0], shape[0]]).Transpose().Reshape(shape);

    private static Shape Turned(Shape shape) => [1, shape[1], shape[2], shape[3] * shape[0]];
}
