using System.Globalization;
using Cajal.Drawing;

namespace Cajal;

/// <summary>Explanations as SVG pictures: bars for columns, pictures for images.</summary>
public static class ExplanationDrawing
{
    private const int MostBars = 40;

    /// <summary>Draws what a model relies on: a bar a group with its interval, the most important ones of very many.</summary>
    /// <param name="importance">The importance.</param>
    /// <param name="options">Colours, title.</param>
    /// <returns>An SVG document.</returns>
    public static string ToSvg(this PermutationImportance importance, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(importance);
        var bars = importance.Groups.Take(MostBars)
            .Select(group => new Bar(group.Name, group.Importance, Number(group.Importance), group.Interval?.Low, group.Interval?.High));
        return new BarChart(
            Heading(importance, "column"),
            [.. bars],
            [
                string.Create(CultureInfo.InvariantCulture, $"{importance.Rows} rows, {importance.Repetitions} permutations; lines: 95 % over permutations"),
                .. Left(importance.Groups.Count),
            ]).ToSvg(options ?? new DrawingOptions { Title = "Permutation importance" });
    }

    /// <summary>Draws how much a model relies on each part of its images, where tiles were permuted.</summary>
    /// <param name="importance">The importance of tiles (<see cref="FeatureGroup.Tiles"/>).</param>
    /// <param name="shape">Shape of an image: rows and columns of pixels.</param>
    /// <param name="options">Colours, title.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentException">The shape is not that of a grey or coloured image, or a tile stands outside of it.</exception>
    public static string ToSvg(this PermutationImportance importance, Shape shape, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(importance);
        (int height, int width, int channels) = PictureSize(shape, shape.Count);
        FeatureGroup.Check([.. importance.Groups.Select(group => group.Group)], shape.Count);
        double[] numbers = new double[shape.Count];
        foreach (GroupImportance group in importance.Groups)
        {
            foreach (int input in group.Group.Features)
            {
                numbers[input] = group.Importance;
            }
        }

        return new PictureSheet(
            Heading(importance, "tile"), width, height, [new Picture("orange: relied on", ByPixel(numbers, channels, pixel => pixel[0]), Palette.Signed)],
            [string.Create(CultureInfo.InvariantCulture, $"{importance.Rows} rows, {importance.Repetitions} permutations of {importance.Groups.Count} tiles; at most {Number(importance.Groups[0].Importance)}")])
            .ToSvg(options ?? new DrawingOptions { Title = "Permutation importance" });
    }

    /// <summary>Draws what groups of inputs add to an output, the largest parts first.</summary>
    /// <param name="gradients">The parts.</param>
    /// <param name="groups">The groups, such as the columns of a table.</param>
    /// <param name="options">Colours, title.</param>
    /// <returns>An SVG document.</returns>
    public static string ToSvg(this IntegratedGradients gradients, IReadOnlyList<FeatureGroup> groups, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(groups);
        var bars = groups.Select(group => new Bar(group.Name, gradients.PartOf(group), Number(gradients.PartOf(group))))
            .OrderByDescending(bar => Math.Abs(bar.Value)).Take(MostBars);
        return new BarChart(
            $"why {gradients.OutputName} is {Number(gradients.Value)} and not {Number(gradients.BaselineValue)}, as for the baseline",
            [.. bars],
            [$"the parts sum to {Number(gradients.Sum)}, off by {gradients.CompletenessError.ToString("0.0e-00", CultureInfo.InvariantCulture)}", .. Left(groups.Count)])
            .ToSvg(options ?? new DrawingOptions { Title = "Integrated gradients" });
    }

    /// <summary>Draws an image beside what its pixels add to an output.</summary>
    /// <param name="gradients">The parts.</param>
    /// <param name="image">The image that was explained.</param>
    /// <param name="shape">Its shape: rows and columns of pixels.</param>
    /// <param name="options">Colours, title.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentException">The shape is not that of a grey or coloured image of so many numbers.</exception>
    public static string ToSvg(this IntegratedGradients gradients, IReadOnlyList<float> image, Shape shape, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        return Sheet(
            $"why {gradients.OutputName} is {Number(gradients.Value)} and not {Number(gradients.BaselineValue)}, as for the baseline",
            "for (orange), against (blue)", Palette.Signed, image, gradients.Parts, pixel => pixel.Sum(), shape, options ?? new DrawingOptions { Title = "Integrated gradients" });
    }

    /// <summary>Draws how strongly an output reacts to groups of inputs.</summary>
    /// <param name="saliency">The saliency.</param>
    /// <param name="groups">The groups, such as the columns of a table.</param>
    /// <param name="options">Colours, title.</param>
    /// <returns>An SVG document.</returns>
    public static string ToSvg(this Saliency saliency, IReadOnlyList<FeatureGroup> groups, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(saliency);
        ArgumentNullException.ThrowIfNull(groups);
        var bars = groups.Select(group => new Bar(group.Name, saliency.PartOf(group), Number(saliency.PartOf(group))))
            .OrderByDescending(bar => bar.Value).Take(MostBars);
        return new BarChart($"how strongly {saliency.OutputName} reacts to each input", [.. bars], ["size of the gradient, inputs scaled as the net sees them", .. Left(groups.Count)])
            .ToSvg(options ?? new DrawingOptions { Title = "Saliency" });
    }

    /// <summary>Draws an image beside how strongly an output reacts to its pixels.</summary>
    /// <param name="saliency">The saliency.</param>
    /// <param name="image">The image that was explained.</param>
    /// <param name="shape">Its shape: rows and columns of pixels.</param>
    /// <param name="options">Colours, title.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentException">The shape is not that of a grey or coloured image of so many numbers.</exception>
    public static string ToSvg(this Saliency saliency, IReadOnlyList<float> image, Shape shape, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(saliency);
        return Sheet(
            $"how strongly {saliency.OutputName} reacts to each pixel",
            "size of the gradient", Palette.Grey, image, saliency.Gradients, pixel => pixel.Max(Math.Abs), shape, options ?? new DrawingOptions { Title = "Saliency" });
    }

    /// <summary>Draws the weights of each unit of the first layer as a picture of the image's shape.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="most">At most so many units, the first ones.</param>
    /// <param name="options">Colours, title.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentException">The model's inputs are no images.</exception>
    public static string ToSvg(this FirstLayerWeights weights, int most = 64, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (int height, int width, int channels) = PictureSize(weights.Shape, weights.Shape.Count);
        var pictures = weights.Units.Take(most)
            .Select((unit, index) => new Picture($"unit {index}", ByPixel([.. unit.Select(weight => (double)weight)], channels, pixel => pixel.Sum()), Palette.Signed));
        return new PictureSheet(
            $"weights of {weights.Layer}", width, height, [.. pictures],
            ["orange: a bright pixel excites the unit; blue: silences it", "each picture by its own largest weight"])
            .ToSvg(options ?? new DrawingOptions { Title = $"Weights of {weights.Layer}" });
    }

    /// <summary>Rows and columns of an image, and numbers of a pixel.</summary>
    /// <exception cref="ArgumentException">The shape is none.</exception>
    private static (int Height, int Width, int Channels) PictureSize(Shape shape, int count)
    {
        int channels = shape.Rank == 3 ? shape[2] : 1;
        return shape.Count == count && shape.Rank is 2 or 3 && channels is 1 or 3
            ? (shape[0], shape[1], channels)
            : throw new ArgumentException($"Picture: {count} numbers in shape {shape}, expected an image [rows, columns] or [rows, columns, 1 or 3]. "
                + "Draw bars of groups of inputs instead.");
    }

    /// <summary>One number a pixel.</summary>
    private static double[] ByPixel(IReadOnlyList<double> numbers, int channels, Func<double[], double> combine) => [.. numbers.Chunk(channels).Select(combine)];

    private static string Sheet(
        string heading, string caption, Palette palette, IReadOnlyList<float> image, IReadOnlyList<double> explained, Func<double[], double> combine, Shape shape,
        DrawingOptions options)
    {
        ArgumentNullException.ThrowIfNull(image);
        (int height, int width, int channels) = PictureSize(shape, image.Count);
        if (explained.Count != image.Count)
        {
            throw new ArgumentException($"Picture: an image of {image.Count} numbers beside an explanation of {explained.Count}. Give the image that was explained.");
        }

        var seen = new Picture("the image", [.. image.Select(number => (double)number)], channels == 3 ? Palette.Color : Palette.Grey);
        return new PictureSheet(heading, width, height, [seen, new Picture(caption, ByPixel(explained, channels, combine), palette)], []).ToSvg(options);
    }

    private static string Heading(PermutationImportance importance, string what) =>
        $"{importance.Metric.Name} {(importance.Metric.HigherIsBetter ? "falls" : "rises")} from {Number(importance.Baseline)} by … where a {what} is permuted";

    private static IEnumerable<string> Left(int count) =>
        count > MostBars ? [string.Create(CultureInfo.InvariantCulture, $"the first {MostBars} of {count}")] : [];

    private static string Number(double value) => value.ToString(Math.Abs(value) is 0 or >= 1e-3 and < 1e5 ? "0.####" : "0.00e-00", CultureInfo.InvariantCulture);
}
