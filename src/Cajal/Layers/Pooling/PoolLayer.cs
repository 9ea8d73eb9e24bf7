using System.Text.Json.Nodes;
using Cajal.Kernels;

namespace Cajal;

/// <summary>What the layers that slide a window over pictures and keep one number of it have in common.</summary>
public abstract class PoolLayer : Layer
{
    private protected PoolLayer(Size2D window, Size2D? stride, int padding)
    {
        Window = Checked(nameof(window), window);
        Stride = stride is { } given ? Checked(nameof(stride), given) : window;
        Padding = padding >= 0 && padding < Math.Min(window.Height, window.Width)
            ? padding
            : throw new ArgumentOutOfRangeException(nameof(padding), FormattableString.Invariant(
                $"{GetType().Name}: padding is {padding}, expected a whole number from 0 on and below the window's size: a window without a pixel has no value."));
    }

    /// <summary>Size of the window.</summary>
    public Size2D Window { get; }

    /// <summary>Pixels from one window to the next.</summary>
    public Size2D Stride { get; }

    /// <summary>Pixels of padding on each side of the picture.</summary>
    public int Padding { get; }

    internal sealed override Shape OutputShape(Shape input)
    {
        ImageShape image = ImageShape.Of(this, input);
        int height = Lines.Outputs(image.Height), width = Columns.Outputs(image.Width);
        return height > 0 && width > 0
            ? [height, width, image.Channels]
            : throw new ConfigurationException(FormattableString.Invariant(
                $"{Title}: a window of {Window.Height} x {Window.Width} does not fit pictures of {image.Height} x {image.Width}. Choose a smaller one, or pool less before."));
    }

    internal sealed override Node Build(LayerContext context, Node input)
    {
        var row = new Shape(input.Shape.Sizes[1..]);
        return SamplesInnermost.Inside(input) is { } inside
            ? SamplesInnermost.Back(Pool(inside, Lines, Columns), [input.Shape[0], .. OutputShape(row).Sizes])
            : Pool(ImageShape.Of(this, row).Batch(input), Lines, Columns);
    }

    /// <summary>Adds the operator.</summary>
    private protected abstract Node Pool(Node pictures, PoolSpan lines, PoolSpan columns);

    /// <summary>Reads the window, the stride and the padding of a layer from a file.</summary>
    private protected static T Read<T>(ModelFields fields, Func<Size2D, Size2D, int, T> make) => make(
        new Size2D(fields.Count("windowHeight"), fields.Count("windowWidth")),
        new Size2D(fields.Count("strideHeight"), fields.Count("strideWidth")),
        (int)fields.Whole("padding", int.MaxValue));

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["windowHeight"] = Window.Height;
        json["windowWidth"] = Window.Width;
        json["strideHeight"] = Stride.Height;
        json["strideWidth"] = Stride.Width;
        json["padding"] = Padding;
    }

    private PoolSpan Lines => new(Window.Height, Stride.Height, Padding, Padding);

    private PoolSpan Columns => new(Window.Width, Stride.Width, Padding, Padding);

    private Size2D Checked(string parameter, Size2D size) => new(
        NumberChecks.CountUpTo(GetType().Name, parameter, size.Height, MostPixels), NumberChecks.CountUpTo(GetType().Name, parameter, size.Width, MostPixels));

    private const int MostPixels = 10_000;
}
