using Cajal.Cli.Lessons.Pictures;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Units;

/// <summary>Regions of the plane by one, two and three layers of threshold units.</summary>
internal sealed class RegionsLesson() : Lesson("regions", "one layer: half-planes; two: convex regions; three: unions of them, holes included", "U8")
{
    private const int Points = 100_000;
    private static readonly PlanePoint[] LShape = [new(0, 0), new(3, 0), new(3, 1), new(1, 1), new(1, 3), new(0, 3)];
    private static readonly PlanePoint[] Square = [new(0, 0), new(4, 0), new(4, 4), new(0, 4)];
    private static readonly PlanePoint[] Hole = [new(1, 1), new(3, 1), new(2, 3)];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        Table(page);
        page.Say("A polygon of n sides takes a unit a side and one that wants all of them: n + 1. k convex parts take Σnᵢ + k + 1.");
        foreach (int sides in new[] { 3, 5, 12 })
        {
            PlanePoint[] corners = Star(sides, 2, 2, 0.5, 1);
            var region = PlanarRegion.Polygon(corners);
            page.Check("U8", $"units of a polygon of {2 * sides} sides", region.Units, Bound.Equal((2 * sides) + 1));
            page.Check("U8", $"a polygon of {2 * sides} sides: points decided wrongly",
                Wrong(region, corners, point => IsInside(corners, point), corners), Bound.Equal(0));
        }

        var bent = PlanarRegion.Polygon(LShape);
        page.Check("U8", "an L: convex parts", bent.ConvexParts, Bound.Equal(2));
        page.Check("U8", "an L: units less Σnᵢ + k + 1", bent.Units - (bent.HalfPlanes + bent.ConvexParts + 1), Bound.Equal(0));
        page.Check("U8", "an L: points decided wrongly", Wrong(bent, LShape, point => IsInside(LShape, point), LShape), Bound.Equal(0));
        PlanarRegion ring = PlanarRegion.Polygon(Square).Without(PlanarRegion.Polygon(Hole));
        page.Check("U8", "a square with a hole: units", ring.Units, Bound.Equal((4 + 3) + 2 + 1));
        page.Check("U8", "a square with a hole: points decided wrongly",
            Wrong(ring, Square, point => IsInside(Square, point) && !IsInside(Hole, point), Square, Hole), Bound.Equal(0));
        var wedge = PlanarRegion.Intersection(new HalfPlane(-1, 1, 0), new HalfPlane(3, -1, 1));
        page.Check("U8", "an open wedge: units", wedge.Units, Bound.Equal(3));
        PlanePoint[][] borders = [[new(-1e3, -1e3), new(1e3, 1e3)], [new(-1e3, -2999), new(1e3, 3001)]];
        int wrong = Wrong(wedge, [new(-50, -50), new(50, 50)], point => point.Y >= point.X && point.Y <= (3 * point.X) + 1, borders);
        page.Check("U8", "an open wedge: points decided wrongly", wrong, Bound.Equal(0));
    }

    /// <summary>The lecture's table: layers down, XOR, mixed classes and general shapes across.</summary>
    private static void Table(LessonPage page)
    {
        static PlanePoint[] Box(double x, double y) => [new(x - 0.4, y - 0.4), new(x + 0.4, y - 0.4), new(x + 0.4, y + 0.4), new(x - 0.4, y + 0.4)];
        PlanePoint[] u = [new(-.3, -.3), new(1.2, -.3), new(1.2, 1.2), new(.7, 1.2), new(.7, .2), new(.2, .2), new(.2, 1.2), new(-.3, 1.2)];
        PlanarRegion[][] table =
        [
            [PlanarRegion.Intersection(new HalfPlane(1, 1, -0.5)), PlanarRegion.Intersection(new HalfPlane(0, 1, -0.5)), PlanarRegion.Intersection(new HalfPlane(1, 0, -0.5))],
            [
                PlanarRegion.Intersection(new HalfPlane(1, 1, -0.5), new HalfPlane(-1, -1, 1.5)), PlanarRegion.Intersection(new HalfPlane(1, 1, -0.5), new HalfPlane(-1, 1, 0.5)),
                PlanarRegion.Polygon(Star(3, 0.8, 0.8, 0.5, 0.5)),
            ],
            [
                PlanarRegion.Polygon(Box(0, 1)).Union(PlanarRegion.Polygon(Box(1, 0))), PlanarRegion.Polygon(u),
                PlanarRegion.Polygon(Star(5, 0.9, 0.4, 0.5, 0.5)).Without(PlanarRegion.Polygon(Star(3, 0.2, 0.2, 0.5, 0.5))),
            ],
        ];
        (PlanePoint low, PlanePoint high) = (new(-0.5, -0.5), new(1.5, 1.5));
        page.Say("Layers down; across: XOR, classes that reach into one another, general shapes.");
        foreach ((int index, PlanarRegion[] line) in table.Index())
        {
            Sequential[] nets = [.. line.Select(region => region.ToSequential())];
            string[][] pictures = [.. nets.Select(net => DecisionPicture.Draw(net, low, high, 26, 13).Split('\n'))];
            page.Show($"{index + 1} layer(s)\n" + string.Join("\n", Enumerable.Range(0, 13).Select(row => string.Join("   ", pictures.Select(picture => picture[row])))));
            page.Check("U8", $"{index + 1} layers: pictures drawn by nets of so many layers",
                nets.Count(net => net.Layers.OfType<Dense>().Count() == index + 1), Bound.Equal(3));
            page.Check("U8", $"{index + 1} layers: XOR's rows right",
                nets[0].Predict([0, 0, 0, 1, 1, 0, 1, 1]).Zip([0f, 1f, 1f, 0f]).Count(pair => pair.First == pair.Second),
                index == 0 ? Bound.AtMost(3) : Bound.Equal(4));
        }

        page.Draw(RegionPicture.Draw("Decision regions of one, two and three layers", [.. table.SelectMany((line, index) => line.Select(region =>
            new RegionPanel($"{Figures.Count(index + 1, "layer")}, {Figures.Count(region.Units, "unit")}", region.ToSequential())))], 3, low, high));
    }

    /// <summary>Random points in twice the box that the net decides unlike the geometry, but for those that rounding to float32 puts on a border.</summary>
    private static int Wrong(PlanarRegion region, PlanePoint[] box, Func<PlanePoint, bool> isInside, params PlanePoint[][] borders)
    {
        (double left, double width) = (box.Min(point => point.X), box.Max(point => point.X) - box.Min(point => point.X));
        (double bottom, double height) = (box.Min(point => point.Y), box.Max(point => point.Y) - box.Min(point => point.Y));
        var random = new Random(17);
        float[] inputs = [.. Enumerable.Range(0, Points).SelectMany(_ => new[]
        {
            (float)(left + (width * ((2 * random.NextDouble()) - 0.5))), (float)(bottom + (height * ((2 * random.NextDouble()) - 0.5))),
        })];
        float[] outputs = region.ToSequential().Predict(inputs);
        double rounding = 1e-5 * Math.Max(1, box.Max(point => Math.Max(Math.Abs(point.X), Math.Abs(point.Y))));
        return Enumerable.Range(0, Points).Count(i => (outputs[i] == 1) != isInside(new(inputs[2 * i], inputs[(2 * i) + 1]))
            && !borders.Any(border => Distance(border, new(inputs[2 * i], inputs[(2 * i) + 1])) < rounding));
    }

    /// <summary>A ray to the right of a point inside crosses the border an odd number of times.</summary>
    private static bool IsInside(PlanePoint[] corners, PlanePoint point) => Enumerable.Range(0, corners.Length).Count(i =>
    {
        (PlanePoint a, PlanePoint b) = (corners[i], corners[(i + 1) % corners.Length]);
        return a.Y > point.Y != b.Y > point.Y && point.X < a.X + ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y));
    }) % 2 == 1;

    private static double Distance(PlanePoint[] corners, PlanePoint point) => Enumerable.Range(0, corners.Length).Min(i =>
    {
        (PlanePoint a, PlanePoint b) = (corners[i], corners[(i + 1) % corners.Length]);
        (double dx, double dy) = (b.X - a.X, b.Y - a.Y);
        double along = Math.Clamp((((point.X - a.X) * dx) + ((point.Y - a.Y) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return Math.Sqrt(Math.Pow(point.X - a.X - (along * dx), 2) + Math.Pow(point.Y - a.Y - (along * dy), 2));
    });

    /// <summary>2n corners in turn on two circles.</summary>
    private static PlanePoint[] Star(int points, double outer, double inner, double x, double y) => [.. Enumerable.Range(0, 2 * points).Select(i =>
    {
        (double sine, double cosine) = Math.SinCos((Math.PI * i / points) + 0.3);
        return new PlanePoint(x + ((i % 2 == 0 ? outer : inner) * cosine), y + ((i % 2 == 0 ? outer : inner) * sine));
    })];
}
