using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>A layer of ResNet-18 on eight pictures of 224 × 224 pixels. Its windows are square and padded by half their size.</summary>
/// <param name="Size">Height and width of its input.</param>
/// <param name="Inputs">Channels of its input.</param>
/// <param name="Outputs">Channels of its output.</param>
/// <param name="Kernel">Height and width of the window.</param>
/// <param name="Stride">Places from one window to the next.</param>
internal sealed record ResNetConvolution(int Size, int Inputs, int Outputs, int Kernel, int Stride) : LayerShape
{
    private const int Batch = 8;

    /// <summary>The layers of ResNet-18 that differ.</summary>
    public static IReadOnlyList<ResNetConvolution> All { get; } =
    [
        new(224, 3, 64, 7, 2),
        new(56, 64, 64, 3, 1),
        .. from first in new[] { (Size: 56, Inputs: 64), (Size: 28, Inputs: 128), (Size: 14, Inputs: 256) }
           from layer in new ResNetConvolution[]
           {
               new(first.Size, first.Inputs, 2 * first.Inputs, 3, 2),
               new(first.Size, first.Inputs, 2 * first.Inputs, 1, 2),
               new(first.Size / 2, 2 * first.Inputs, 2 * first.Inputs, 3, 1),
           }
           select layer,
    ];

    /// <summary>Window, stride, channels and size: <c>3x3/2 64-128 at 56</c>.</summary>
    public override string Name => $"{Kernel}x{Kernel}{(Stride > 1 ? $"/{Stride}" : "")} {Inputs}-{Outputs} at {Size}";

    /// <summary>Operations of sums computed directly, taps in the padding counted too.</summary>
    public override double Flops => Shape.Operations;

    /// <summary>The convolution.</summary>
    public ConvolutionShape Shape
    {
        get
        {
            var axis = new WindowAxis(Stride, Kernel / 2, Kernel / 2, 1);
            int size = axis.Windows(Size, Kernel);
            return new ConvolutionShape(Batch, Size, Size, Inputs, size, size, Outputs, Kernel, Kernel, new ConvolutionWindow(axis, axis, 1));
        }
    }

    /// <inheritdoc/>
    public override Subject Subject(ProductRole role, Team team)
    {
        ConvolutionShape shape = Shape;
        var random = new Random(7);
        Block<float> x = ProductSubject.Filled(random, shape.InputPlaces, Inputs), w = ProductSubject.Filled(random, shape.WeightRows, Outputs);
        Block<float> d = ProductSubject.Filled(random, shape.OutputPlaces, Outputs);
        return new ProductSubject(team, role switch
        {
            ProductRole.Forward => new ConvolutionWork<float>(shape, ConvolutionTarget.Output, x, w, d, epilogue: null),
            ProductRole.InputGradient => new ConvolutionWork<float>(shape, ConvolutionTarget.InputGradient, d, w, x, epilogue: null),
            _ => new WeightGradientWork<float>(shape, x, d, w, epilogue: null),
        });
    }
}
