namespace Cajal.Kernels;

/// <summary>How a window moves along one axis of an image.</summary>
/// <param name="Stride">Places from one window to the next.</param>
/// <param name="Before">Zeros in front of the first place.</param>
/// <param name="After">Zeros behind the last place.</param>
/// <param name="Dilation">Places from one tap of the window to the next.</param>
internal readonly record struct WindowAxis(int Stride, int Before, int After, int Dilation)
{
    /// <summary>Windows of so many taps that fit into an axis; 0 or less where not one does.</summary>
    public int Windows(int size, int taps)
    {
        int room = size + Before + After - (taps - 1) * Dilation - 1;
        return room < 0 ? 0 : room / Stride + 1;
    }
}

/// <summary>How the windows of a convolution move, and into how many groups its channels are cut.</summary>
internal readonly record struct ConvolutionWindow(WindowAxis Vertical, WindowAxis Horizontal, int Groups);

/// <summary>Sizes of a convolution of images <c>[batch, height, width, channels]</c> with weights <c>[kernel height, kernel width, input channels of a group,
/// output channels]</c>.</summary>
internal readonly record struct ConvolutionShape(
    int Batch, int InputHeight, int InputWidth, int InputChannels, int OutputHeight, int OutputWidth, int OutputChannels,
    int KernelHeight, int KernelWidth, ConvolutionWindow Window)
{
    /// <summary>Input channels that one output channel depends on.</summary>
    public int GroupInputs => InputChannels / Window.Groups;

    /// <summary>Output channels that depend on the same input channels.</summary>
    public int GroupOutputs => OutputChannels / Window.Groups;

    /// <summary>Rows of the input's matrix view.</summary>
    public int InputPlaces => Batch * InputHeight * InputWidth;

    /// <summary>Rows of the output's matrix view.</summary>
    public int OutputPlaces => Batch * OutputHeight * OutputWidth;

    /// <summary>Rows of the weights' matrix view.</summary>
    public int WeightRows => KernelHeight * KernelWidth * GroupInputs;

    /// <summary>Floating-point operations, taps in the padding counted too; those of both gradients are as many.</summary>
    public double Operations => 2.0 * OutputPlaces * WeightRows * OutputChannels;

    /// <summary>The same convolution where images can be seen as longer rows: a window of one place does not see where a row ends.</summary>
    public ConvolutionShape WithLongRows()
    {
        var single = new WindowAxis(1, 0, 0, 1);
        bool seesOnePlace = KernelHeight == 1 && KernelWidth == 1 && Window.Vertical with { Dilation = 1 } == single && Window.Horizontal with { Dilation = 1 } == single;
        return seesOnePlace && InputWidth < LongRow
            ? this with { InputHeight = 1, InputWidth = InputHeight * InputWidth, OutputHeight = 1, OutputWidth = OutputHeight * OutputWidth }
            : this;
    }

    /// <summary>Width from which on rows are cut into register tiles without much loss.</summary>
    private const int LongRow = 32;
}
