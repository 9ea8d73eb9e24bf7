using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Puts zeros around a picture, or cuts its edges off where a number is below 0: <c>[batch, height, width, channels]</c> becomes
/// <c>[batch, top + height + bottom, left + width + right, channels]</c>; rows <c>[height, width]</c> are gray pictures.
/// </summary>
/// <param name="top">Lines above; below 0, lines cut off.</param>
/// <param name="bottom">Lines below.</param>
/// <param name="left">Pixels in front of each line.</param>
/// <param name="right">Pixels behind each line.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below −10 000 or above 10 000.</exception>
public sealed class ZeroPadding2D(int top, int bottom, int left, int right) : Layer
{
    private const int Most = 10_000;

    /// <summary>Makes a layer with the same number on all sides.</summary>
    /// <param name="size">The number.</param>
    public ZeroPadding2D(int size)
        : this(size, size, size, size)
    {
    }

    /// <summary>Lines above.</summary>
    public int Top { get; } = Checked(nameof(top), top);

    /// <summary>Lines below.</summary>
    public int Bottom { get; } = Checked(nameof(bottom), bottom);

    /// <summary>Pixels in front of each line.</summary>
    public int Left { get; } = Checked(nameof(left), left);

    /// <summary>Pixels behind each line.</summary>
    public int Right { get; } = Checked(nameof(right), right);

    internal override string Kind => "zero-padding2d";

    internal override Shape OutputShape(Shape input)
    {
        ImageShape image = ImageShape.Of(this, input);
        bool fits = IsLeft(image.Height, Top, Bottom) && IsLeft(image.Width, Left, Right);
        return fits
            ? RowOf((long)image.Height + Top + Bottom, (long)image.Width + Left + Right, image.Channels)
            : throw new ConfigurationException(
                $"{Title}: nothing would be left of pictures of {image.Height} x {image.Width}. Cut less off.");
    }

    internal override Node Build(LayerContext context, Node input) =>
        ImageShape.Of(this, new Shape(input.Shape.Sizes[1..])).Batch(input).Pad(1, Top, Bottom).Pad(2, Left, Right);

    internal static ZeroPadding2D Read(ModelFields fields)
    {
        int Side(string name) => fields.Number(name) is var number && Math.Abs(number) <= Most && number == Math.Truncate(number)
            ? (int)number
            : throw fields.Error($"\"{name}\" is {number}, expected a whole number from -{Most} to {Most}.");
        return new(Side("top"), Side("bottom"), Side("left"), Side("right"));
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["top"] = Top;
        json["bottom"] = Bottom;
        json["left"] = Left;
        json["right"] = Right;
    }

    private static bool IsLeft(int size, int before, int after) => size + Math.Min(before, 0) + Math.Min(after, 0) > 0;

    private static int Checked(string parameter, int value) => Math.Abs((long)value) <= Most
        ? value
        : throw new ArgumentOutOfRangeException(
            parameter, FormattableString.Invariant($"ZeroPadding2D: {parameter} is {value}, expected a whole number from -{Most} to {Most}."));
}
