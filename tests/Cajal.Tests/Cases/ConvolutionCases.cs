using System.Numerics;
using Cajal.Kernels;
using Cajal.Ops;

namespace Cajal.Tests;

/// <summary>Sizes of convolutions, and the three faces of a convolution as plain loops.</summary>
internal static class ConvolutionCases
{
    /// <summary>Small ones: strides, paddings that differ from side to side, dilations, groups, windows of one row, one place or a whole image.</summary>
    public static IReadOnlyList<(string Name, ConvolutionShape Shape)> Small { get; } =
    [
        Row("3×3", 2, (5, 6, 2), (3, 3, 3), Window()),
        Row("5×5 of one channel, same", 2, (7, 6, 1), (5, 5, 3), Window(padding: (2, 2, 2, 2))),
        Row("2×3, stride 2", 1, (6, 7, 3), (2, 3, 2), Window(stride: (2, 2))),
        Row("3×3, stride 2, same, odd", 2, (5, 7, 2), (3, 3, 2), Window(stride: (2, 2), padding: (1, 1, 1, 1))),
        Row("3×2, strides 3 and 1, four paddings", 1, (6, 5, 2), (3, 2, 3), Window(stride: (3, 1), padding: (0, 2, 1, 0))),
        Row("stride above the window", 1, (7, 7, 1), (2, 2, 2), Window(stride: (3, 4))),
        Row("dilation 2 and 3", 1, (7, 9, 2), (3, 3, 2), Window(dilation: (2, 3), padding: (2, 2, 3, 3))),
        Row("dilation 2, stride 2", 2, (9, 8, 1), (3, 2, 2), Window(stride: (2, 2), dilation: (2, 2), padding: (1, 0, 0, 1))),
        Row("two groups", 2, (4, 5, 4), (3, 3, 6), Window(padding: (1, 1, 1, 1), groups: 2)),
        Row("depthwise", 2, (5, 5, 3), (3, 3, 3), Window(padding: (1, 1, 1, 1), groups: 3)),
        Row("depthwise, two outputs a channel, stride 2", 1, (6, 6, 3), (3, 3, 6), Window(stride: (2, 2), padding: (1, 1, 1, 1), groups: 3)),
        Row("1×1", 2, (3, 4, 5), (1, 1, 4), Window()),
        Row("1×1, stride 2", 1, (5, 4, 2), (1, 1, 3), Window(stride: (2, 2))),
        Row("1×4, one row", 3, (1, 9, 2), (1, 4, 3), Window(padding: (0, 0, 3, 0))),
        Row("the whole image", 2, (3, 3, 2), (3, 3, 4), Window()),
        Row("window beyond a small image", 1, (2, 2, 1), (5, 5, 2), Window(padding: (2, 2, 2, 2))),
        Row("no image", 0, (4, 4, 2), (3, 3, 2), Window()),
    ];

    /// <summary>Larger ones, around the sizes of register tiles, panels, blocks, sections and chunks.</summary>
    public static IReadOnlyList<(string Name, ConvolutionShape Shape)> Large { get; } =
    [
        Row("LeNet's first", 18, (13, 12, 1), (5, 5, 6), Window(padding: (2, 2, 2, 2))),
        Row("LeNet's second", 33, (8, 7, 6), (5, 5, 16), Window()),
        Row("17 channels to 70", 1, (13, 11, 17), (3, 3, 70), Window(padding: (1, 1, 1, 1))),
        Row("64 to 64", 1, (5, 8, 64), (3, 3, 64), Window(padding: (1, 1, 1, 1))),
        Row("several panels", 1, (4, 5, 48), (3, 3, 130), Window(padding: (1, 1, 1, 1))),
        Row("several panels and chunks", 1, (3, 3, 600), (3, 3, 50), Window(padding: (1, 1, 1, 1))),
        Row("7×7 of colors, stride 2", 1, (23, 30, 3), (7, 7, 33), Window(stride: (2, 2), padding: (3, 3, 3, 3))),
        Row("7×7 of colors to 64, stride 2", 2, (11, 16, 3), (7, 7, 64), Window(stride: (2, 2), padding: (3, 3, 3, 3))),
        Row("7×7 of colors to 64, edges alone", 1, (5, 4, 3), (7, 7, 64), Window(padding: (3, 3, 3, 3))),
        Row("3×4 of 5 channels to 64, stride 3, rows beyond", 1, (7, 14, 5), (3, 4, 64), Window(stride: (3, 3), padding: (5, 4, 0, 6))),
        Row("3×3, stride 2", 2, (8, 9, 32), (3, 3, 48), Window(stride: (2, 2), padding: (1, 1, 1, 1))),
        Row("1×1, 40 to 100", 3, (9, 9, 40), (1, 1, 100), Window()),
        Row("1×1, 40 to 80, stride 2", 2, (14, 14, 40), (1, 1, 80), Window(stride: (2, 2))),
        Row("two groups of 24 to 20", 1, (6, 7, 48), (5, 5, 40), Window(padding: (2, 2, 2, 2), groups: 2)),
        Row("depthwise 40", 2, (12, 11, 40), (3, 3, 40), Window(padding: (1, 1, 1, 1), groups: 40)),
        Row("a row of 300 by 9", 20, (1, 300, 2), (1, 9, 12), Window(padding: (0, 0, 4, 4))),
        Row("three channels to 10, 20 images", 20, (10, 9, 3), (3, 3, 10), Window(padding: (1, 1, 1, 1))),
        Row("stride 2 from few channels, 16 images", 16, (12, 12, 2), (4, 4, 5), Window(stride: (2, 2), padding: (1, 1, 1, 1))),
    ];

    /// <summary>Rows of the operators' table.</summary>
    public static IEnumerable<OpCase> Operators =>
        from row in Small
        let shape = row.Shape
        let input = new OperandSpec(InputShape(shape))
        let weights = new OperandSpec(WeightShape(shape))
        let output = new OperandSpec(OutputShape(shape))
        from face in new[]
        {
            new OpCase(typeof(Convolution), $"Convolution {row.Name}", [input, weights],
                x => x[0].Graph.Create(new Convolution(shape.Window), x[0], x[1]), v => Output(shape, v[0], v[1])),
            new OpCase(typeof(ConvolutionInputGradient), $"ConvolutionInputGradient {row.Name}", [output, weights],
                x => x[0].Graph.Create(new ConvolutionInputGradient(shape.Window, shape.InputHeight, shape.InputWidth), x[0], x[1]), v => InputGradient(shape, v[0], v[1])),
            new OpCase(typeof(ConvolutionWeightGradient), $"ConvolutionWeightGradient {row.Name}", [input, output],
                x => x[0].Graph.Create(new ConvolutionWeightGradient(shape.Window, shape.KernelHeight, shape.KernelWidth), x[0], x[1]), v => WeightGradient(shape, v[0], v[1])),
        }
        select face;

    /// <summary>Rows of the operators' table with samples innermost.</summary>
    public static IEnumerable<OpCase> SampleOperators =>
        from row in Small
        let shape = row.Shape
        let samples = shape.Batch
        where samples > 0 && shape.Window.Groups == 1 && shape.Window.Horizontal.Dilation == 1
        let input = new OperandSpec([1, shape.InputHeight, shape.InputWidth, shape.InputChannels * samples])
        let weights = new OperandSpec(WeightShape(shape))
        let output = new OperandSpec([1, shape.OutputHeight, shape.OutputWidth, shape.OutputChannels * samples])
        from face in new[]
        {
            new OpCase(typeof(Convolution), $"Convolution over samples {row.Name}", [input, weights],
                x => x[0].Graph.Create(new Convolution(shape.Window, samples), x[0], x[1]),
                v => SamplesInnermost(Output(shape, SamplesOutermost(v[0], samples), v[1]), samples)),
            new OpCase(typeof(ConvolutionInputGradient), $"ConvolutionInputGradient over samples {row.Name}", [output, weights],
                x => x[0].Graph.Create(new ConvolutionInputGradient(shape.Window, shape.InputHeight, shape.InputWidth, samples), x[0], x[1]),
                v => SamplesInnermost(InputGradient(shape, SamplesOutermost(v[0], samples), v[1]), samples)),
            new OpCase(typeof(ConvolutionWeightGradient), $"ConvolutionWeightGradient over samples {row.Name}", [input, output],
                x => x[0].Graph.Create(new ConvolutionWeightGradient(shape.Window, shape.KernelHeight, shape.KernelWidth, samples), x[0], x[1]),
                v => WeightGradient(shape, SamplesOutermost(v[0], samples), SamplesOutermost(v[1], samples))),
        }
        select face;

    /// <summary>[places, samples] as [samples, places].</summary>
    public static T[] SamplesOutermost<T>(T[] values, int samples) =>
        [.. Enumerable.Range(0, values.Length).Select(i => values[(i % (values.Length / samples) * samples) + (i / (values.Length / samples))])];

    /// <summary>[samples, places] as [places, samples].</summary>
    public static T[] SamplesInnermost<T>(T[] values, int samples) =>
        [.. Enumerable.Range(0, values.Length).Select(i => values[(i % samples * (values.Length / samples)) + (i / samples)])];

    /// <summary>Rows of the layers' table.</summary>
    public static IEnumerable<LayerCase> Layers =>
    [
        Layer("Conv2D of gray pictures", new Conv2D(2, 3, padding: 1), [4, 5], Row("", 1, (4, 5, 1), (3, 3, 2), Window(padding: (1, 1, 1, 1))).Shape),
        Layer("Conv2D with settings",
            new Conv2D(4, new Size2D(2, 3), new Size2D(2, 1), new ConvolutionPadding(1, 0, 0, 2), new Size2D(1, 2), 2, new HeInitializer(), new ConstantInitializer(0.5)) { Name = "wide" },
            [5, 6, 2], Row("", 1, (5, 6, 2), (2, 3, 4), Window((2, 1), (1, 0, 0, 2), (1, 2), 2)).Shape),
        Layer("Conv2D same, stride 2", new Conv2D(3, 3, 2, ConvolutionPadding.Same, hasBias: false), [6, 5, 2],
            Row("", 1, (6, 5, 2), (3, 3, 3), Window((2, 2), (0, 1, 1, 1))).Shape),
        Layer("Conv1D", new Conv1D(3, 4, 2, new ConvolutionPadding(9, 9, 1, 2)), [7, 2], Row("", 1, (1, 7, 2), (1, 4, 3), Window((1, 2), (0, 0, 1, 2))).Shape),
        Layer("Conv1D of one channel", new Conv1D(2, 3, dilation: 2, hasBias: false), [8], Row("", 1, (1, 8, 1), (1, 3, 2), Window(dilation: (1, 2))).Shape),
        Transposed("ConvTranspose2D", new ConvTranspose2D(2, 3, 2, 1, 1), [3, 2, 3], Row("", 1, (6, 4, 2), (3, 3, 3), Window((2, 2), (1, 1, 1, 1))).Shape),
        Transposed("ConvTranspose2D same, groups", new ConvTranspose2D(4, 3, 2, ConvolutionPadding.Same, groups: 2), [2, 3, 2],
            Row("", 1, (4, 6, 4), (3, 3, 2), Window((2, 2), (0, 1, 0, 1), groups: 2)).Shape),
    ];

    public static Shape InputShape(ConvolutionShape s) => [s.Batch, s.InputHeight, s.InputWidth, s.InputChannels];

    public static Shape WeightShape(ConvolutionShape s) => [s.KernelHeight, s.KernelWidth, s.GroupInputs, s.OutputChannels];

    public static Shape OutputShape(ConvolutionShape s) => [s.Batch, s.OutputHeight, s.OutputWidth, s.OutputChannels];

    /// <summary>Chains over the window's rows, columns and channels.</summary>
    public static T[] Output<T>(ConvolutionShape s, T[] input, T[] weights)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] result = new T[s.OutputPlaces * s.OutputChannels];
        foreach (Term term in Terms(s))
        {
            result[term.Output] = T.FusedMultiplyAdd(input[term.Input], weights[term.Weight], result[term.Output]);
        }

        return result;
    }

    /// <summary>Chains over the rows, columns and channels of the output that an input takes part in.</summary>
    public static T[] InputGradient<T>(ConvolutionShape s, T[] outputGradient, T[] weights)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] result = new T[s.InputPlaces * s.InputChannels];
        foreach (Term term in Terms(s).OrderBy(term => term.Output))
        {
            result[term.Input] = T.FusedMultiplyAdd(outputGradient[term.Output], weights[term.Weight], result[term.Input]);
        }

        return result;
    }

    /// <summary>Chains over the images, rows and columns of the output.</summary>
    public static T[] WeightGradient<T>(ConvolutionShape s, T[] input, T[] outputGradient)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] result = new T[s.WeightRows * s.OutputChannels];
        foreach (Term term in Terms(s))
        {
            result[term.Weight] = T.FusedMultiplyAdd(input[term.Input], outputGradient[term.Output], result[term.Weight]);
        }

        return result;
    }

    private static LayerCase Layer(string name, Layer layer, Shape input, ConvolutionShape shape)
    {
        Shape output = layer is Conv1D ? [shape.OutputWidth, shape.OutputChannels] : [shape.OutputHeight, shape.OutputWidth, shape.OutputChannels];
        return new LayerCase(name, () => Copy(layer), input, output, (x, p) => Biased(Output(shape, x, p[0]), p));
    }

    private static LayerCase Transposed(string name, Layer layer, Shape input, ConvolutionShape shape) => new(
        name, () => Copy(layer), input, [shape.InputHeight, shape.InputWidth, shape.InputChannels], (x, p) => Biased(InputGradient(shape, x, p[0]), p));

    private static Layer Copy(Layer layer) => LayerTable.Read(System.Text.Json.Nodes.JsonNode.Parse(layer.ToJson().ToJsonString())!.AsObject());

    private static double[] Biased(double[] product, double[][] parameters) => parameters.Length == 1
        ? product
        : [.. product.Select((value, i) => value + parameters[1][i % parameters[1].Length])];

    /// <summary>The same where samples lie innermost: sums of 16 chains over rows, columns and every 16th image.</summary>
    public static T[] SampleWeightGradient<T>(ConvolutionShape s, T[] input, T[] outputGradient)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] partial = new T[s.WeightRows * s.OutputChannels * 16];
        int image = s.OutputHeight * s.OutputWidth * s.OutputChannels;
        foreach (Term term in Terms(s).OrderBy(term => term.Output % image / s.OutputChannels))
        {
            ref T sum = ref partial[(term.Weight * 16) + (term.Output / image % 16)];
            sum = T.FusedMultiplyAdd(input[term.Input], outputGradient[term.Output], sum);
        }

        return [.. partial.Chunk(16).Select(sums =>
        {
            for (int half = 8; half > 0; half /= 2)
            {
                sums = [.. sums.Take(half).Zip(sums.Skip(half), (a, b) => a + b)];
            }

            return sums[0];
        })];
    }

    /// <summary>All triples of elements that are multiplied: images, places and channels of the output; for each of them the window's rows, columns
    /// and channels.</summary>
    private static IEnumerable<Term> Terms(ConvolutionShape s)
    {
        WindowAxis down = s.Window.Vertical, across = s.Window.Horizontal;
        for (int place = 0; place < s.OutputPlaces; place++)
        {
            int image = place / (s.OutputHeight * s.OutputWidth), top = place / s.OutputWidth % s.OutputHeight * down.Stride - down.Before;
            int left = place % s.OutputWidth * across.Stride - across.Before;
            for (int channel = 0; channel < s.OutputChannels; channel++)
            {
                int firstInput = channel / s.GroupOutputs * s.GroupInputs;
                for (int tap = 0; tap < s.KernelHeight * s.KernelWidth; tap++)
                {
                    int y = top + (tap / s.KernelWidth * down.Dilation), x = left + (tap % s.KernelWidth * across.Dilation);
                    for (int c = 0; c < s.GroupInputs && y >= 0 && y < s.InputHeight && x >= 0 && x < s.InputWidth; c++)
                    {
                        yield return new Term(
                            (((((image * s.InputHeight) + y) * s.InputWidth) + x) * s.InputChannels) + firstInput + c,
                            (((tap * s.GroupInputs) + c) * s.OutputChannels) + channel, (place * s.OutputChannels) + channel);
                    }
                }
            }
        }
    }

    private static (string Name, ConvolutionShape Shape) Row(
        string name, int batch, (int Height, int Width, int Channels) input, (int Height, int Width, int Outputs) kernel, ConvolutionWindow window) =>
        (name, new ConvolutionShape(batch, input.Height, input.Width, input.Channels,
            window.Vertical.Windows(input.Height, kernel.Height), window.Horizontal.Windows(input.Width, kernel.Width), kernel.Outputs, kernel.Height, kernel.Width, window));

    private static ConvolutionWindow Window(
        (int Down, int Across)? stride = null, (int Top, int Bottom, int Left, int Right) padding = default, (int Down, int Across)? dilation = null, int groups = 1) => new(
            new WindowAxis(stride?.Down ?? 1, padding.Top, padding.Bottom, dilation?.Down ?? 1),
            new WindowAxis(stride?.Across ?? 1, padding.Left, padding.Right, dilation?.Across ?? 1), groups);

    private readonly record struct Term(int Input, int Weight, int Output);
}
