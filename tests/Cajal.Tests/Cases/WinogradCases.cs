using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests;

/// <summary>Sizes of convolutions that are computed by Winograd's filtering, and its arithmetic as plain loops.</summary>
internal static class WinogradCases
{
    /// <summary>Whole and cut tiles, paddings from none to more than the window, several panels, chunks, blocks and units.</summary>
    public static IReadOnlyList<(string Name, ConvolutionShape Shape)> All { get; } =
    [
        Row("48 to 48, same", 2, (6, 8), 48, 48, (1, 1, 1, 1)),
        Row("64 to 48, valid, odd", 3, (9, 11), 64, 48, (0, 0, 0, 0)),
        Row("80 to 64, four paddings", 1, (7, 6), 80, 64, (2, 0, 0, 3)),
        Row("48 to 208, wide padding", 1, (6, 6), 48, 208, (3, 4, 5, 3)),
        Row("144 to 112, several chunks", 1, (8, 7), 144, 112, (1, 1, 1, 1)),
        Row("a row longer than a block", 1, (6, 140), 48, 64, (1, 1, 1, 1)),
    ];

    /// <summary>The output.</summary>
    public static T[] Output<T>(ConvolutionShape s, T[] input, T[] weights)
        where T : IBinaryFloatingPointIeee754<T> => Filter(
            s.Batch, (s.InputHeight, s.InputWidth, s.InputChannels), (s.OutputHeight, s.OutputWidth, s.OutputChannels),
            (-s.Window.Vertical.Before, -s.Window.Horizontal.Before), input, (tap, i, o) => weights[(((tap * s.InputChannels) + i) * s.OutputChannels) + o]);

    /// <summary>The input's gradient: the filtering of the output's with the window turned and its channels exchanged.</summary>
    public static T[] InputGradient<T>(ConvolutionShape s, T[] outputGradient, T[] weights)
        where T : IBinaryFloatingPointIeee754<T> => Filter(
            s.Batch, (s.OutputHeight, s.OutputWidth, s.OutputChannels), (s.InputHeight, s.InputWidth, s.InputChannels),
            (s.Window.Vertical.Before - 2, s.Window.Horizontal.Before - 2), outputGradient, (tap, o, i) => weights[((((8 - tap) * s.InputChannels) + i) * s.OutputChannels) + o]);

    /// <summary>The gradient of the weights: chains over all tiles.</summary>
    public static T[] WeightGradient<T>(ConvolutionShape s, T[] input, T[] outputGradient)
        where T : IBinaryFloatingPointIeee754<T>
    {
        int pairs = s.InputChannels * s.OutputChannels;
        T[][] sums = [.. Enumerable.Range(0, pairs).Select(_ => new T[16])];
        foreach ((int image, int y, int x) in from image in Enumerable.Range(0, s.Batch)
                                              from y in Enumerable.Range(0, (s.OutputHeight + 1) / 2)
                                              from x in Enumerable.Range(0, (s.OutputWidth + 1) / 2)
                                              select (image, 2 * y, 2 * x))
        {
            (int top, int left) = (y - s.Window.Vertical.Before, x - s.Window.Horizontal.Before);
            T[][] read = [.. Enumerable.Range(0, s.InputChannels).Select(c =>
                Twice(4, 4, (i, j) => At(input, (s.InputHeight, s.InputWidth, s.InputChannels), image, top + i, left + j, c), OfInputs))];
            T[][] given = [.. Enumerable.Range(0, s.OutputChannels).Select(c =>
                Twice(4, 2, (i, j) => At(outputGradient, (s.OutputHeight, s.OutputWidth, s.OutputChannels), image, y + i, x + j, c), OfOutputs))];
            for (int pair = 0; pair < pairs; pair++)
            {
                (T[] a, T[] b, T[] sum) = (read[pair / s.OutputChannels], given[pair % s.OutputChannels], sums[pair]);
                for (int i = 0; i < 16; i++)
                {
                    sum[i] = T.FusedMultiplyAdd(a[i], b[i], sum[i]);
                }
            }
        }

        T[][] gradients = [.. sums.Select(sum => Twice(3, 4, (i, j) => sum[(4 * i) + j], ToWeights))];
        return [.. Enumerable.Range(0, 9).SelectMany(tap => gradients.Select(gradient => gradient[tap]))];
    }

    private static T[] Filter<T>(
        int batch, (int Height, int Width, int Channels) source, (int Height, int Width, int Channels) target, (int Y, int X) origin, T[] values, Func<int, int, int, T> weight)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] result = new T[batch * target.Height * target.Width * target.Channels];
        T[][] transformed = [.. from i in Enumerable.Range(0, source.Channels)
                                from o in Enumerable.Range(0, target.Channels)
                                select Twice(4, 3, (y, x) => weight((y * 3) + x, i, o), OfWeights)];
        for (int image = 0; image < batch; image++)
        {
            for (int y = 0; y < target.Height; y += 2)
            {
                for (int x = 0; x < target.Width; x += 2)
                {
                    T[][] read = [.. Enumerable.Range(0, source.Channels).Select(c => Twice(4, 4, (i, j) => At(values, source, image, y + origin.Y + i, x + origin.X + j, c), OfInputs))];
                    for (int c = 0; c < target.Channels; c++)
                    {
                        Write(image, y, x, c, read);
                    }
                }
            }
        }

        return result;

        void Write(int image, int y, int x, int c, T[][] read)
        {
            T[] sums = new T[16];
            for (int channel = 0; channel < source.Channels; channel++)
            {
                for (int i = 0; i < 16; i++)
                {
                    sums[i] = T.FusedMultiplyAdd(read[channel][i], transformed[(channel * target.Channels) + c][i], sums[i]);
                }
            }

            T[] outputs = Twice(2, 4, (i, j) => sums[(4 * i) + j], ToOutputs);
            for (int i = 0; i < 4; i++)
            {
                if (y + (i / 2) < target.Height && x + (i % 2) < target.Width)
                {
                    result[(((((image * target.Height) + y + (i / 2)) * target.Width) + x + (i % 2)) * target.Channels) + c] = outputs[i];
                }
            }
        }
    }

    /// <summary>A place of an image, or zero beyond its edges.</summary>
    private static T At<T>(T[] values, (int Height, int Width, int Channels) size, int image, int y, int x, int c)
        where T : IBinaryFloatingPointIeee754<T> => y < 0 || y >= size.Height || x < 0 || x >= size.Width
            ? T.Zero
            : values[(((((image * size.Height) + y) * size.Width) + x) * size.Channels) + c];

    /// <summary>Applies a transform to the columns of a square, then to the rows of what comes out.</summary>
    private static T[] Twice<T>(int outputs, int inputs, Func<int, int, T> at, Func<T[], T[]> transform)
    {
        T[][] columns = [.. Enumerable.Range(0, inputs).Select(x => transform([.. Enumerable.Range(0, inputs).Select(y => at(y, x))]))];
        return [.. Enumerable.Range(0, outputs).SelectMany(y => transform([.. columns.Select(column => column[y])]))];
    }

    private static T[] OfInputs<T>(T[] x)
        where T : IBinaryFloatingPointIeee754<T> => [x[0] - x[2], x[1] + x[2], x[2] - x[1], x[1] - x[3]];

    private static T[] OfWeights<T>(T[] w)
        where T : IBinaryFloatingPointIeee754<T> => [w[0], ((w[0] + w[2]) / T.CreateChecked(2)) + (w[1] / T.CreateChecked(2)), ((w[0] + w[2]) / T.CreateChecked(2)) - (w[1] / T.CreateChecked(2)), w[2]];

    private static T[] ToOutputs<T>(T[] m)
        where T : IBinaryFloatingPointIeee754<T> => [m[0] + m[1] + m[2], m[1] - m[2] - m[3]];

    private static T[] OfOutputs<T>(T[] y)
        where T : IBinaryFloatingPointIeee754<T> => [y[0], y[0] + y[1], y[0] - y[1], -y[1]];

    private static T[] ToWeights<T>(T[] m)
        where T : IBinaryFloatingPointIeee754<T> => [m[0] + ((m[1] + m[2]) / T.CreateChecked(2)), (m[1] - m[2]) / T.CreateChecked(2), ((m[1] + m[2]) / T.CreateChecked(2)) + m[3]];

    private static (string Name, ConvolutionShape Shape) Row(
        string name, int batch, (int Height, int Width) size, int inputs, int outputs, (int Top, int Bottom, int Left, int Right) padding)
    {
        var window = new ConvolutionWindow(new WindowAxis(1, padding.Top, padding.Bottom, 1), new WindowAxis(1, padding.Left, padding.Right, 1), 1);
        return (name, new ConvolutionShape(
            batch, size.Height, size.Width, inputs, window.Vertical.Windows(size.Height, 3), window.Horizontal.Windows(size.Width, 3), outputs, 3, 3, window));
    }
}
