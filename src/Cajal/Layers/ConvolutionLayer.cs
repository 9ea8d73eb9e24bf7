using System.Text.Json.Nodes;
using Cajal.Kernels;

namespace Cajal;

/// <summary>What the layers that move a window of weights over pictures have in common.</summary>
public abstract class ConvolutionLayer : Layer
{
    /// <summary>Largest size of a window, stride, dilation or padding.</summary>
    internal const int LargestSize = 10_000;

    private protected ConvolutionLayer(
        int outChannels, Size2D kernel, Size2D stride, ConvolutionPadding padding, Size2D dilation, int groups, Initializer? weightInitializer,
        Initializer? biasInitializer, bool hasBias)
    {
        string owner = GetType().Name;
        OutChannels = NumberChecks.Count(owner, nameof(outChannels), outChannels);
        Kernel = Checked(owner, nameof(kernel), kernel);
        Stride = Checked(owner, nameof(stride), stride);
        Padding = padding;
        Dilation = Checked(owner, nameof(dilation), dilation);
        Groups = NumberChecks.Count(owner, nameof(groups), groups);
        WeightInitializer = weightInitializer ?? new GlorotInitializer();
        BiasInitializer = biasInitializer ?? new ZerosInitializer();
        HasBias = hasBias;
        if (outChannels % groups != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(groups), FormattableString.Invariant($"{owner}: {outChannels} output channels cannot be cut into {groups} groups. Choose a divisor."));
        }
    }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Size of the window.</summary>
    public Size2D Kernel { get; }

    /// <summary>Places from one window to the next.</summary>
    public Size2D Stride { get; }

    /// <summary>Zeros around the picture.</summary>
    public ConvolutionPadding Padding { get; }

    /// <summary>Places from one element of the window to the next.</summary>
    public Size2D Dilation { get; }

    /// <summary>Groups that the channels are cut into: an output sees the input channels of its own group only.</summary>
    public int Groups { get; }

    /// <summary>First values of the weights.</summary>
    public Initializer WeightInitializer { get; }

    /// <summary>First values of the biases.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>Whether a bias is added to each channel of the output.</summary>
    public bool HasBias { get; }

    /// <summary>The settings of a layer of this kind, read from a file.</summary>
    private protected static T Read<T>(
        ModelFields fields, Func<int, Size2D, Size2D, ConvolutionPadding, Size2D, int, (Initializer Weight, Initializer Bias, bool HasBias), T> make)
    {
        int[] padding = Sizes(fields, "padding", 4, 0);
        return make(
            fields.Count("outChannels"),
            SizeOf(fields, "kernel"),
            SizeOf(fields, "stride"),
            fields.Truth("isPaddingSame") ? ConvolutionPadding.Same : new ConvolutionPadding(padding[0], padding[1], padding[2], padding[3]),
            SizeOf(fields, "dilation"),
            fields.Count("groups"),
            (Initializer.FromJson(fields.Object("weightInitializer")), Initializer.FromJson(fields.Object("biasInitializer")), fields.Truth("hasBias")));
    }

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["outChannels"] = OutChannels;
        json["kernel"] = new JsonArray(Kernel.Height, Kernel.Width);
        json["stride"] = new JsonArray(Stride.Height, Stride.Width);
        json["isPaddingSame"] = Padding.IsSame;
        json["padding"] = new JsonArray(Padding.Top, Padding.Bottom, Padding.Left, Padding.Right);
        json["dilation"] = new JsonArray(Dilation.Height, Dilation.Width);
        json["groups"] = Groups;
        json["weightInitializer"] = WeightInitializer.ToJson();
        json["biasInitializer"] = BiasInitializer.ToJson();
        json["hasBias"] = HasBias;
    }

    /// <summary>How the window moves over pictures of a size.</summary>
    private protected ConvolutionWindow WindowOver(int height, int width) => new(
        Padding.Vertical(height, Kernel.Height, Stride.Height, Dilation.Height), Padding.Horizontal(width, Kernel.Width, Stride.Width, Dilation.Width), Groups);

    /// <summary>Weights <paramref name="shape"/> <c>[…, channels, outputs]</c>, and biases.</summary>
    private protected IReadOnlyList<ParameterDeclaration> Declare(Shape shape, int fanIn, int fanOut)
    {
        var weight = new ParameterDeclaration("weight", shape, WeightInitializer, IsWeight: true, fanIn, fanOut);
        var bias = new ParameterDeclaration("bias", [OutChannels], BiasInitializer, IsWeight: false, fanIn, fanOut);
        return HasBias ? [weight, bias] : [weight];
    }

    /// <summary>Throws the house's shape error unless the input's channels can be cut into the groups.</summary>
    private protected void RequireGroups(int channels)
    {
        if (channels % Groups != 0)
        {
            throw new ConfigurationException(
                $"{Title}: {channels} input channels cannot be cut into {Groups} groups. Choose a number of groups that divides the channels of input and output.");
        }
    }

    /// <summary>Windows along both axes; throws the house's shape error where not one fits.</summary>
    private protected Size2D RequireWindows(int height, int width)
    {
        ConvolutionWindow window = WindowOver(height, width);
        var windows = new Size2D(window.Vertical.Windows(height, Kernel.Height), window.Horizontal.Windows(width, Kernel.Width));
        return windows.Height > 0 && windows.Width > 0
            ? windows
            : throw new ConfigurationException(
                $"{Title}: a window of {Spread(Kernel.Height, Dilation.Height)}×{Spread(Kernel.Width, Dilation.Width)} does not fit into pictures of {height}×{width}. "
                + "Use padding, a smaller window or larger pictures.");
    }

    private protected Node AddBias(LayerContext context, Node product) => HasBias ? product + context.Parameter("bias") : product;

    private static int Spread(int kernel, int dilation) => ((kernel - 1) * dilation) + 1;

    private static Size2D SizeOf(ModelFields fields, string name)
    {
        int[] sizes = Sizes(fields, name, 2, 1);
        return new Size2D(sizes[0], sizes[1]);
    }

    private static int[] Sizes(ModelFields fields, string name, int count, int least)
    {
        double[] numbers = fields.Numbers(name, least);
        return numbers.Length == count && numbers.All(number => double.IsInteger(number) && number <= LargestSize)
            ? [.. numbers.Select(number => (int)number)]
            : throw fields.Error($"\"{name}\" is a list of {numbers.Length} numbers, expected {count} whole numbers up to {LargestSize}.");
    }

    private static Size2D Checked(string owner, string name, Size2D size)
    {
        NumberChecks.CountUpTo(owner, name, size.Height, LargestSize);
        NumberChecks.CountUpTo(owner, name, size.Width, LargestSize);
        return size;
    }
}
