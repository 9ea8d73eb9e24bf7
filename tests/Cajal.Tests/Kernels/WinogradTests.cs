using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

/// <summary>Winograd's filtering: when it is chosen, its bits, and how exact it is.</summary>
public sealed class WinogradTests
{
    private static readonly Dictionary<string, ConvolutionShape> Shapes = WinogradCases.All.ToDictionary(row => row.Name, row => row.Shape);

    private static readonly ConvolutionShape Chosen = Shapes["48 to 48, same"];

    public static TheoryData<string> Names => [.. Shapes.Keys];

    /// <summary>One thing each that keeps a convolution from being computed so.</summary>
    public static TheoryData<string> Reasons => [.. Others.Keys];

    private static Dictionary<string, ConvolutionShape> Others { get; } = new()
    {
        ["a window of 1 × 3"] = Chosen with { KernelHeight = 1 },
        ["a window of 3 × 5"] = Chosen with { KernelWidth = 5 },
        ["stride 2 down"] = Chosen with { Window = Chosen.Window with { Vertical = new WindowAxis(2, 1, 1, 1) } },
        ["dilation 2 across"] = Chosen with { Window = Chosen.Window with { Horizontal = new WindowAxis(1, 2, 2, 2) } },
        ["groups"] = Chosen with { Window = Chosen.Window with { Groups = 2 } },
        ["few channels"] = Chosen with { InputChannels = 32 },
        ["few outputs"] = Chosen with { OutputChannels = 32 },
        ["channels that leave a vector ragged"] = Chosen with { InputChannels = 72 },
        ["outputs that leave a vector ragged"] = Chosen with { OutputChannels = 72 },
        ["a small image"] = Chosen with { OutputHeight = 5 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_element_is_what_the_documented_transforms_and_chains_give(string name)
    {
        ConvolutionShape shape = Shapes[name];
        var random = new Random(17);
        Block<float> input = Blocks.Random<float>(random, shape.InputPlaces, shape.InputChannels), weights = Blocks.Random<float>(random, shape.WeightRows, shape.OutputChannels);
        Block<float> gradient = Blocks.Random<float>(random, shape.OutputPlaces, shape.OutputChannels);
        float[] x = Blocks.Values(input), w = Blocks.Values(weights), g = Blocks.Values(gradient);
        ConvolutionTests.Check(WinogradCases.Output(shape, x, w), shape.OutputPlaces, shape.OutputChannels,
            (result, epilogue) => new ConvolutionWork<float>(shape, ConvolutionTarget.Output, input, weights, result, epilogue));
        ConvolutionTests.Check(WinogradCases.InputGradient(shape, g, w), shape.InputPlaces, shape.InputChannels,
            (result, epilogue) => new ConvolutionWork<float>(shape, ConvolutionTarget.InputGradient, gradient, weights, result, epilogue));
        ConvolutionTests.Check(WinogradCases.WeightGradient(shape, x, g), shape.WeightRows, shape.OutputChannels,
            (result, epilogue) => new WeightGradientWork<float>(shape, input, gradient, result, epilogue));
    }

    [Fact]
    public void It_is_about_as_exact_as_direct_sums()
    {
        ConvolutionShape shape = Shapes["80 to 64, four paddings"];
        var random = new Random(3);
        float[] x = Values(shape.InputPlaces * shape.InputChannels), w = Values(shape.WeightRows * shape.OutputChannels), g = Values(shape.OutputPlaces * shape.OutputChannels);
        double[] exactX = [.. x.Select(value => (double)value)], exactW = [.. w.Select(value => (double)value)], exactG = [.. g.Select(value => (double)value)];
        IsAsExact(ConvolutionCases.Output(shape, exactX, exactW), ConvolutionCases.Output(shape, x, w), WinogradCases.Output(shape, x, w));
        IsAsExact(ConvolutionCases.InputGradient(shape, exactG, exactW), ConvolutionCases.InputGradient(shape, g, w), WinogradCases.InputGradient(shape, g, w));
        IsAsExact(ConvolutionCases.WeightGradient(shape, exactX, exactG), ConvolutionCases.WeightGradient(shape, x, g), WinogradCases.WeightGradient(shape, x, g));

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Other_convolutions_are_computed_directly(string reason)
    {
        Assert.False(WinogradGeometry.Suits(Others[reason]));
        Assert.IsType<DirectConvolutionPlan<float>>(ConvolutionPlan<float>.Of(Others[reason], ConvolutionTarget.Output));
        Assert.IsType<DirectWeightGradientPlan<float>>(WeightGradientPlan<float>.Of(Others[reason]));
    }

    [Fact]
    public void A_shape_chooses_for_float32_alone_whatever_the_batch()
    {
        Assert.IsType<DirectConvolutionPlan<double>>(ConvolutionPlan<double>.Of(Chosen, ConvolutionTarget.Output));
        Assert.IsType<DirectWeightGradientPlan<double>>(WeightGradientPlan<double>.Of(Chosen));
        foreach (int batch in new[] { 0, 1, 2, 1000 })
        {
            Assert.IsType<WinogradPlan<float>>(ConvolutionPlan<float>.Of(Chosen with { Batch = batch }, ConvolutionTarget.Output));
            Assert.IsType<WinogradPlan<float>>(ConvolutionPlan<float>.Of(Chosen with { Batch = batch }, ConvolutionTarget.InputGradient));
            Assert.IsType<WinogradWeightGradientPlan<float>>(WeightGradientPlan<float>.Of(Chosen with { Batch = batch }));
        }
    }

    [Fact]
    public void Pictures_do_not_depend_on_their_batch()
    {
        ConvolutionShape shape = Shapes["64 to 48, valid, odd"];
        var random = new Random(4);
        Block<float> weights = Blocks.Random<float>(random, shape.WeightRows, shape.OutputChannels), input = Blocks.Random<float>(random, shape.InputPlaces, shape.InputChannels);
        float[] together = Run(shape, input);
        for (int i = 0; i < shape.Batch; i++)
        {
            int places = shape.InputPlaces / shape.Batch, count = together.Length / shape.Batch;
            Block<float> one = Block<float>.Dense(input.Buffer, input.Offset + ((long)i * places * shape.InputChannels), places, shape.InputChannels);
            Assert.Equal(together[(i * count)..((i + 1) * count)], Run(shape with { Batch = 1 }, one));
        }

        float[] Run(ConvolutionShape some, Block<float> source)
        {
            Block<float> result = Blocks.Zero<float>(some.OutputPlaces, some.OutputChannels);
            new ConvolutionWork<float>(some, ConvolutionTarget.Output, source, weights, result, null).Execute();
            return Blocks.Values(result);
        }
    }

    private static void IsAsExact(double[] exact, float[] direct, float[] filtered)
    {
        Assert.True(Error(filtered) <= 1.5 * Error(direct), $"error {Error(filtered)}, computed directly {Error(direct)}");
        Assert.True(Error(filtered) > 0);

        double Error(float[] values) => values.Zip(exact, (value, right) => Math.Abs(value - right)).Max();
    }
}
