using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

/// <summary>Convolution kernels against plain loops with the documented order of sums, bit for bit.</summary>
public sealed class ConvolutionTests
{
    private static readonly Dictionary<string, ConvolutionShape> Shapes =
        ConvolutionCases.Small.Concat(ConvolutionCases.Large).ToDictionary(row => row.Name, row => row.Shape);

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_element_is_the_documented_chain_of_fused_multiply_adds(string name)
    {
        Check<float>(Shapes[name]);
        Check<double>(Shapes[name]);
    }

    public static TheoryData<string> SampleNames =>
        [.. Shapes.Where(row => row.Value.Window.Groups == 1 && row.Value.Window.Horizontal.Dilation == 1).Select(row => row.Key)];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Samples_innermost_give_the_same_chains(string name)
    {
        CheckSamples<float>(Shapes[name]);
        CheckSamples<double>(Shapes[name]);
    }

    [Fact]
    public void Samples_innermost_take_windows_of_neighbouring_columns_in_one_group()
    {
        Block<float> any = Blocks.Zero<float>(1, 1);
        foreach (ConvolutionShape shape in new[] { Shapes["two groups"], Shapes["dilation 2 and 3"] })
        {
            Assert.Throws<ArgumentException>(() => new SampleConvolutionWork<float>(shape, ConvolutionTarget.Output, any, any, any, null));
            Assert.Throws<ArgumentException>(() => new SampleWeightGradientWork<float>(shape, any, any, any, null));
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        ConvolutionShape shape = Shapes["3×3"];
        Block<float> input = Blocks.Zero<float>(shape.InputPlaces, shape.InputChannels), weights = Blocks.Zero<float>(shape.WeightRows, shape.OutputChannels);
        Block<float> output = Blocks.Zero<float>(shape.OutputPlaces, shape.OutputChannels);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ConvolutionWork<float>(shape, ConvolutionTarget.Output, weights, weights, output, null));
        Assert.Contains("Source of a convolution is [18, 3], expected [60, 2].", error.Message);
        Assert.Throws<ArgumentException>(() => new ConvolutionWork<float>(shape, ConvolutionTarget.InputGradient, input, weights, input, null));
        Assert.Throws<ArgumentException>(() => new ConvolutionWork<float>(shape, ConvolutionTarget.Output, input, weights, null, null));
        Assert.Throws<ArgumentException>(() => new WeightGradientWork<float>(shape, input, output, output, null));
        Block<float> apart = Blocks.Zero<float>(shape.InputPlaces, shape.InputChannels, shape.InputChannels + 1);
        error = Assert.Throws<ArgumentException>(() => new WeightGradientWork<float>(shape, apart, output, weights, null));
        Assert.Contains("has strides (3, 1), expected rows without gaps", error.Message);
    }

    private static void Check<T>(ConvolutionShape shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(17);
        Block<T> input = Blocks.Random<T>(random, shape.InputPlaces, shape.InputChannels), weights = Blocks.Random<T>(random, shape.WeightRows, shape.OutputChannels);
        Block<T> gradient = Blocks.Random<T>(random, shape.OutputPlaces, shape.OutputChannels);
        T[] x = Blocks.Values(input), w = Blocks.Values(weights), g = Blocks.Values(gradient);
        Check(ConvolutionCases.Output(shape, x, w), shape.OutputPlaces, shape.OutputChannels,
            (result, epilogue) => new ConvolutionWork<T>(shape, ConvolutionTarget.Output, input, weights, result, epilogue));
        Check(ConvolutionCases.InputGradient(shape, g, w), shape.InputPlaces, shape.InputChannels,
            (result, epilogue) => new ConvolutionWork<T>(shape, ConvolutionTarget.InputGradient, gradient, weights, result, epilogue));
        Check(ConvolutionCases.WeightGradient(shape, x, g), shape.WeightRows, shape.OutputChannels,
            (result, epilogue) => new WeightGradientWork<T>(shape, input, gradient, result, epilogue));
    }

    private static void CheckSamples<T>(ConvolutionShape shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(17);
        int inputs = shape.InputHeight * shape.InputWidth, outputs = shape.OutputHeight * shape.OutputWidth;
        Block<T> input = Blocks.Random<T>(random, inputs, shape.InputChannels * shape.Batch), weights = Blocks.Random<T>(random, shape.WeightRows, shape.OutputChannels);
        Block<T> gradient = Blocks.Random<T>(random, outputs, shape.OutputChannels * shape.Batch);
        T[] x = ConvolutionCases.SamplesOutermost(Blocks.Values(input), shape.Batch), w = Blocks.Values(weights), g = ConvolutionCases.SamplesOutermost(Blocks.Values(gradient), shape.Batch);
        Check(ConvolutionCases.SamplesInnermost(ConvolutionCases.Output(shape, x, w), shape.Batch), outputs, shape.OutputChannels * shape.Batch,
            (result, epilogue) => new SampleConvolutionWork<T>(shape, ConvolutionTarget.Output, input, weights, result, epilogue));
        Check(ConvolutionCases.SamplesInnermost(ConvolutionCases.InputGradient(shape, g, w), shape.Batch), inputs, shape.InputChannels * shape.Batch,
            (result, epilogue) => new SampleConvolutionWork<T>(shape, ConvolutionTarget.InputGradient, gradient, weights, result, epilogue));
        Check(ConvolutionCases.SampleWeightGradient(shape, x, g), shape.WeightRows, shape.OutputChannels,
            (result, epilogue) => new SampleWeightGradientWork<T>(shape, input, gradient, result, epilogue));
    }

    /// <summary>The result alone, unit by unit from the last to the first; and the result, doubled and taken from other numbers by an epilogue.</summary>
    internal static void Check<T>(T[] expected, int rows, int columns, Func<Block<T>?, PointwiseProgram<T>?, Work> make) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> result = Blocks.Zero<T>(rows, columns);
        result.Buffer.Span.Fill(T.CreateChecked(77));
        Work work = make(result, null);
        for (int unit = work.Units - 1; unit >= 0; unit--)
            work.Execute(unit, 1, 0);
        Assert.Equal(expected, Blocks.Values(result));
        foreach (bool compiled in new[] { false, true })
        {
            Block<T> doubled = Blocks.Zero<T>(rows, columns), difference = Blocks.Random<T>(new Random(5), rows, columns);
            T[] expectedDifference = [.. Blocks.Values(difference).Zip(expected, (a, b) => a - b)];
            var epilogue = new PointwiseProgramBuilder<T>(rows, columns);
            int tile = epilogue.Accumulator();
            epilogue.Store(epilogue.Apply(PointwiseFunction.Add, tile, tile), doubled);
            epilogue.Store(epilogue.Apply(PointwiseFunction.Subtract, epilogue.Load(difference), tile), difference);
            work = make(null, epilogue.Build());
            if (compiled)
                work.Compile();
            work.Execute();
            Assert.Equal(expected.Select(value => value + value), Blocks.Values(doubled));
            Assert.Equal(expectedDifference, Blocks.Values(difference));
        }
    }
}
