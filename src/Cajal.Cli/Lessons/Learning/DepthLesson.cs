using System.Globalization;
using Cajal.Cli.Lessons.Pictures;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>Depth and data on a complicated figure of the plane.</summary>
internal sealed class DepthLesson()
    : Lesson("depth", "depth and data help: 3, 4, 6 and 11 layers × 1,000 and 10,000 samples of a complicated figure of the plane", "O12")
{
    private const int Width = 12;
    private const int Seeds = 5;
    private const int Steps = 20_000;
    private const int BatchSize = 32;

    private static readonly int[] Depths = [3, 4, 6, 11];
    private static readonly int[] SampleCounts = [1000, 10_000];
    private static readonly PlanePoint Low = new(-1, -1);
    private static readonly PlanePoint High = new(1, 1);

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        PlanarRegion figure = Shape();
        page.Say($"Layers of {Width} max(x, 0) units, {Steps.ToString("N0", CultureInfo.InvariantCulture)} steps of Adam, {Seeds} seeds; share right of 5,000 points that were not learned from.");
        Dataset test = Draw(figure, 5000, seed: 999);
        var table = new TextTable("samples", ">layers", ">parameters", ">share right", "least … most");
        var means = new Dictionary<(int Samples, int Layers), double>();
        List<RegionPanel> panels = [];
        foreach (int samples in SampleCounts)
        {
            foreach (int layers in Depths)
            {
                Sequential[] nets = [.. Enumerable.Range(1, Seeds).Select(seed => Learn(Draw(figure, samples, seed), layers, (ulong)seed))];
                double[] right = [.. nets.Select(net => net.AccuracyOn(test))];
                means[(samples, layers)] = right.Average();
                table.Add(samples.ToString("N0", CultureInfo.InvariantCulture), $"{layers}", Figures.Count(nets[0].ParameterCount),
                    Text(right.Average()), $"{Text(right.Min())} … {Text(right.Max())}");
                panels.Add(new RegionPanel($"{layers} layers, {samples}: {Text(right[0])}", nets[0]));
                if (samples == 10_000 && layers is 3 or 6)
                {
                    page.Show($"{layers} layers, 10,000 samples, seed 1:\n{DecisionPicture.Draw(nets[0], Low, High, 48, 24)}");
                }
            }
        }

        page.Show(string.Join("\n", table.Lines()));
        foreach (int layers in Depths)
        {
            page.Check("O12", $"{layers} layers: what 10,000 samples gain over 1,000", means[(10_000, layers)] - means[(1000, layers)], Bound.AtLeast(0.001));
        }

        page.Check("O12", "cells of 5 seeds", means.Count, Bound.Equal(8));
        page.Check("O12", "best depth at 10,000 samples, layers", Depths.MaxBy(layers => means[(10_000, layers)]), Bound.AtLeast(4));
        page.Draw(RegionPicture.Draw("Depth and data: 3, 4, 6, 11 layers from left to right, 1,000 and 10,000 samples from top to bottom", panels, Depths.Length, Low, High));
    }

    private static Sequential Learn(Dataset data, int layers, ulong seed)
    {
        var model = new Sequential();
        for (int layer = 1; layer < layers; layer++)
        {
            model.Add(new Dense(Width, new HeInitializer()));
            model.Add(new Relu());
        }

        model.Add(new Dense(2));
        model.Add(new Softmax());
        model.Compile(new Adam(0.01), new CrossEntropy());
        model.Fit(data, new FitOptions { Epochs = Steps * BatchSize / data.Count, BatchSize = BatchSize, Schedule = new CosineSchedule(warmUp: 0.05), ClipNorm = 1, Seed = seed, Threads = 1 });
        return model;
    }

    /// <summary>Stars, a bent bar and a box with a hole.</summary>
    private static PlanarRegion Shape() => PlanarRegion.Polygon(Star(5, 0.62, 0.26, -0.35, -0.3))
        .Union(PlanarRegion.Polygon(Star(7, 0.42, 0.2, 0.5, 0.55)))
        .Union(PlanarRegion.Polygon(new(0.15, -0.95), new(0.95, -0.95), new(0.95, -0.05), new(0.7, -0.05), new(0.7, -0.7), new(0.4, -0.7), new(0.4, -0.05), new(0.15, -0.05)))
        .Union(PlanarRegion.Polygon(new(-0.95, 0.4), new(-0.2, 0.4), new(-0.2, 0.95), new(-0.95, 0.95)))
        .Without(PlanarRegion.Polygon(Star(3, 0.2, 0.1, -0.58, 0.68)));

    private static PlanePoint[] Star(int points, double outer, double inner, double x, double y) => [.. Enumerable.Range(0, 2 * points).Select(corner =>
    {
        (double sine, double cosine) = Math.SinCos((Math.PI * corner / points) + 0.3);
        double radius = corner % 2 == 0 ? outer : inner;
        return new PlanePoint(x + (radius * cosine), y + (radius * sine));
    })];

    private static Dataset Draw(PlanarRegion figure, int rows, int seed)
    {
        var random = new Random(seed);
        float[] x = [.. Enumerable.Range(0, 2 * rows).Select(_ => (2 * random.NextSingle()) - 1)];
        return new Dataset(x, [2], Targets.Classes([.. x.Chunk(2).Select(point => figure.Contains(new(point[0], point[1])) ? 1 : 0)], ["outside", "inside"]));
    }

    private static string Text(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
