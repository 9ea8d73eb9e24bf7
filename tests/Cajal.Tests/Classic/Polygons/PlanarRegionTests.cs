using Xunit.Abstractions;

namespace Cajal.Tests.Classic;

/// <summary>U8: decision regions of one, two and three layers of threshold units, built from polygons.</summary>
public sealed class PlanarRegionTests(ITestOutputHelper output)
{
    private const int Points = 100_000;

    // Rounding to float32 moves a border by about this share of the coordinates.
    private const double Rounding = 1e-5;

    private static readonly PlanePoint[] _square = [new(0, 0), new(4, 0), new(4, 4), new(0, 4)];
    private static readonly PlanePoint[] _hole = [new(1, 1), new(3, 1), new(2, 3)];

    public static TheoryData<string, PlanePoint[]> Shapes() => new()
    {
        { "L", [new(0, 0), new(3, 0), new(3, 1), new(1, 1), new(1, 3), new(0, 3)] },
        { "U, clockwise", [new(0, 3), new(1, 3), new(1, 1), new(2, 1), new(2, 3), new(3, 3), new(3, 0), new(0, 0)] },
        { "comb", [new(0, 0), new(7, 0), new(7, 3), new(6, 1), new(5, 3), new(4, 1), new(3, 3), new(2, 1), new(1, 3), new(0, 1)] },
        { "star", Star(5, 1, 0.4, 0.1, -0.2) },
        { "star of 40 points, tilted", Star(40, 10, 7.3, 3, 50) },
        { "random, 60 corners", Random(60, seed: 8) },
        { "arrow with a corner on a straight edge", [new(0, 0), new(2, 0), new(4, 0), new(2, 1), new(4, 4)] },
    };

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(50)]
    public void A_convex_polygon_of_n_sides_takes_n_plus_one_units(int sides)
    {
        PlanePoint[] corners = Star(sides, 2, 2, 0.5, 1)[..];
        corners = [.. corners.Where((_, i) => i % 2 == 0)];
        var region = PlanarRegion.Polygon(corners);
        Sequential net = region.ToSequential();

        Assert.Equal((1, sides, sides + 1), (region.ConvexParts, region.HalfPlanes, region.Units));
        Assert.Equal([sides, 1], Widths(net));
        AssertRegion(region, net, corners, point => IsInside(corners, point), corners);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_that_is_not_convex_is_a_union_of_convex_parts(string name, PlanePoint[] corners)
    {
        var region = PlanarRegion.Polygon(corners);
        Sequential net = region.ToSequential();
        output.WriteLine($"{name}: {corners.Length} corners, {region.ConvexParts} convex parts, {region.Units} units");

        Assert.InRange(region.ConvexParts, 2, corners.Length - 2);
        Assert.Equal(region.HalfPlanes + region.ConvexParts + 1, region.Units);
        Assert.Equal([region.HalfPlanes, region.ConvexParts, 1], Widths(net));
        AssertRegion(region, net, corners, point => IsInside(corners, point), corners);
    }

    [Fact]
    public void Several_convex_parts_a_hole_and_an_open_wedge()
    {
        PlanePoint[] triangle = [new(5, 0), new(8, 1), new(6, 5)];
        PlanarRegion region = PlanarRegion.Polygon(_square).Union(PlanarRegion.Polygon(triangle)).Without(PlanarRegion.Polygon(_hole));
        Assert.Equal((4 + 3 + 3) + 3 + 1, region.Units);
        AssertRegion(
            region, region.ToSequential(), [.. _square, .. triangle], point => (IsInside(_square, point) && !IsInside(_hole, point)) || IsInside(triangle, point),
            _square, triangle, _hole);

        foreach (bool hasBorder in new[] { true, false })
        {
            var half = PlanarRegion.Intersection(new HalfPlane(1, -2, 0, hasBorder));
            Assert.Equal((1, 1), (half.Units, half.ToSequential().Layers.OfType<Dense>().Single().OutFeatures));
            Assert.Equal([hasBorder ? 1f : 0f, 1f, 0f], half.ToSequential().Predict([2, 1, 3, 1, 1, 1]));
        }

        // Two half-planes without end: the wedge y > x, y < 3x + 1 to the upper right.
        var wedge = PlanarRegion.Intersection(new HalfPlane(-1, 1, 0, HasBorder: false), new HalfPlane(3, -1, 1));
        Assert.Equal(3, wedge.Units);
        AssertRegion(wedge, wedge.ToSequential(), [new(-50, -50), new(50, 50)], point => point.Y > point.X && point.Y <= (3 * point.X) + 1,
            [new(-1e3, -1e3), new(1e3, 1e3)], [new(-1e3, -2999), new(1e3, 3001)]);
    }

    [Fact]
    public void The_two_sides_of_a_line_have_exactly_opposite_numbers()
    {
        var random = new Random(6);
        for (int round = 0; round < 10_000; round++)
        {
            PlanePoint a = new(random.NextDouble() * 100, random.NextDouble());
            PlanePoint b = new(random.Next(2) == 0 ? a.X : random.NextDouble(), random.NextDouble() * 100);
            (HalfPlane left, HalfPlane right) = (HalfPlane.LeftOf(a, b), HalfPlane.LeftOf(b, a));

            Assert.Equal((-left.A, -left.B, -left.C), (right.A, right.B, right.C));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_slit_is_left_where_a_shape_is_cut(int seed)
    {
        // Cuts go from corner to corner, with coordinates that float32 has to round.
        PlanePoint[] corners = Random(30, seed);
        Sequential net = PlanarRegion.Polygon(corners).ToSequential();
        List<float> inputs = [];
        for (int i = 0; i < corners.Length; i++)
        {
            for (int j = i + 2; j < corners.Length; j++)
            {
                for (double along = 0.0625; along < 1; along += 0.0625)
                {
                    PlanePoint point = new((float)(corners[i].X + (along * (corners[j].X - corners[i].X))), (float)(corners[i].Y + (along * (corners[j].Y - corners[i].Y))));
                    if (IsInside(corners, point) && Distance(corners, point) > 1e-4)
                    {
                        inputs.AddRange([(float)point.X, (float)point.Y]);
                    }
                }
            }
        }

        Assert.InRange(inputs.Count, 1000, 20_000);
        Assert.All(net.Predict([.. inputs]), output => Assert.Equal(1, output));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Borders_belong_to_the_region_or_not(bool hasBorder)
    {
        PlanePoint[] u = [new(0, 0), new(3, 0), new(3, 3), new(2, 3), new(2, 1), new(1, 1), new(1, 3), new(0, 3)];
        var region = PlanarRegion.Polygon(u, hasBorder);
        Sequential net = region.ToSequential();
        for (int i = 0; i < u.Length; i++)
        {
            PlanePoint next = u[(i + 1) % u.Length];
            foreach (PlanePoint point in new[] { u[i], new((u[i].X + next.X) / 2, (u[i].Y + next.Y) / 2) })
            {
                Assert.Equal(hasBorder, region.Contains(point));
                Assert.Equal(hasBorder ? 1f : 0f, net.Predict([(float)point.X, (float)point.Y])[0]);
            }
        }
        // No slit along the cuts inside.
        for (float x = 0.125f; x < 3; x += 0.125f)
        {
            Assert.Equal([1f, 1f], net.Predict([x, 0.5f, x, x / 4]));
        }
        // A hole with its border takes the border away, one without leaves it.
        Sequential square = PlanarRegion.Polygon(_square).Without(PlanarRegion.Polygon(_hole, hasBorder)).ToSequential();
        Assert.Equal([hasBorder ? 0f : 1f, 0f, 1f], square.Predict([2, 1, 2, 2, 4, 4]));
    }

    /// <summary>The table of the lecture: rows are one, two and three layers, columns XOR, mixed classes and general shapes.</summary>
    [Fact]
    public void The_table_of_one_two_and_three_layers_is_drawn()
    {
        PlanePoint[] U(double x, double y, double s) => [new(x, y), new(x + (3 * s), y), new(x + (3 * s), y + (3 * s)), new(x + (2 * s), y + (3 * s)), new(x + (2 * s), y + s), new(x + s, y + s), new(x + s, y + (3 * s)), new(x, y + (3 * s))];
        PlanePoint[] Box(double x, double y) => [new(x - 0.4, y - 0.4), new(x + 0.4, y - 0.4), new(x + 0.4, y + 0.4), new(x - 0.4, y + 0.4)];
        PlanarRegion halfPlane = PlanarRegion.Intersection(new HalfPlane(1, 1, -0.5));
        PlanarRegion strip = PlanarRegion.Intersection(new HalfPlane(1, 1, -0.5), new HalfPlane(-1, -1, 1.5));
        PlanarRegion[][] table =
        [
            [halfPlane, PlanarRegion.Intersection(new HalfPlane(0, 1, -0.5)), PlanarRegion.Intersection(new HalfPlane(1, 0, -0.5))],
            [strip, PlanarRegion.Intersection(new HalfPlane(1, 1, -0.5), new HalfPlane(-1, 1, 0.5)), PlanarRegion.Polygon(Star(3, 0.8, 0.8, 0.5, 0.5))],
            [
                PlanarRegion.Polygon(Box(0, 1)).Union(PlanarRegion.Polygon(Box(1, 0))),
                PlanarRegion.Polygon(U(-0.4, -0.4, 0.5)),
                PlanarRegion.Polygon(Star(5, 0.9, 0.4, 0.5, 0.5)).Without(PlanarRegion.Polygon(Star(3, 0.2, 0.2, 0.5, 0.5))),
            ],
        ];
        float[] corners = [0, 0, 0, 1, 1, 0, 1, 1];
        foreach ((int layers, PlanarRegion[] row) in table.Index())
        {
            string[][] pictures = [.. row.Select(region => DecisionPicture.Draw(region.ToSequential(), new(-0.5, -0.5), new(1.5, 1.5), 24, 12).Split('\n'))];
            output.WriteLine($"{layers + 1} layer(s)");
            for (int line = 0; line < 12; line++)
            {
                output.WriteLine("  " + string.Join("   ", pictures.Select(picture => picture[line])));
            }

            Assert.All(row, region => Assert.Equal(layers + 1, region.ToSequential().Layers.OfType<Dense>().Count()));
            float[] xor = row[0].ToSequential().Predict(corners);
            Assert.Equal(layers > 0, xor.SequenceEqual([0f, 1f, 1f, 0f]));
            Assert.All(pictures, picture => Assert.Equal((12, 24), (picture.Length, picture[0].Length)));
            Assert.All(pictures, picture => Assert.Contains('#', string.Concat(picture)));
        }
        Assert.Equal("#.\n.#", DecisionPicture.Draw(strip.ToSequential(), new(-0.5, -0.5), new(1.5, 1.5), 2, 2));
    }

    [Fact]
    public void Three_classes_are_drawn_with_three_marks()
    {
        Sequential model = LogicFormula.Parse("a").ToNet().ToSequential(["output"]);
        Assert.StartsWith("Picture: the model has 1 inputs and 1 outputs, expected 2 inputs", Assert.Throws<ArgumentException>(
            () => DecisionPicture.Draw(model, new(0, 0), new(1, 1))).Message, StringComparison.Ordinal);

        var net = new McCullochPittsNet("x", "y") { McCullochPittsUnit.Nor("none", "x", "y"), McCullochPittsUnit.Or("x1", "x"), McCullochPittsUnit.Or("y1", "y") };
        Assert.Equal("o#\n.#", DecisionPicture.Draw(net.ToSequential(["none", "x1", "y1"]), new(-0.5, -0.5), new(1.5, 1.5), 2, 2));
    }

    public static TheoryData<PlanePoint[], string> Wrong() => new()
    {
        { [new(0, 0), new(1, 1)], "Polygon: 2 corners came, expected at least 3." },
        { [new(0, 0), new(1, 0), new(1, 0), new(0, 1)], "Polygon: corner 1 and corner 2 (from 0) are both (1, 0), expected different points. Give each corner once." },
        { [new(0, 0), new(double.NaN, 0), new(0, 1)], "Polygon: corner 1 (from 0) is (NaN, 0), expected finite numbers." },
        {
            [new(0, 0), new(2, 2), new(2, 0), new(0, 2)],
            "Polygon: the edge from (0, 0) to (2, 2) (corner 0, from 0) and the edge from (2, 0) to (0, 2) (corner 2) cross or touch, expected a border that does "
            + "not meet itself. Give the corners in order around the polygon, or cut it into several."
        },
        { [new(0, 0), new(4, 0), new(4, 4), new(2, 0), new(0, 4)], "Polygon: the edge from (0, 0) to (4, 0) (corner 0, from 0) and the edge from (4, 4) to (2, 0) (corner 2) cross or touch" },
        { [new(0, 0), new(2, 0), new(1, 0)], "Polygon: the edge from (0, 0) to (2, 0) (corner 0, from 0) and the edge from (2, 0) to (1, 0) (corner 1) cross or touch" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_no_simple_polygon_is_refused(PlanePoint[] corners, string message) =>
        Assert.StartsWith(message, Assert.Throws<DataException>(() => PlanarRegion.Polygon(corners)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_three_layers_cannot_do_is_refused()
    {
        PlanarRegion square = PlanarRegion.Polygon(_square);
        PlanarRegion ring = square.Without(PlanarRegion.Polygon(_hole));

        Assert.StartsWith("Region: a union with a region that has holes", Assert.Throws<InvalidOperationException>(() => square.Union(ring)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Region: a hole that has holes", Assert.Throws<InvalidOperationException>(() => square.Without(ring)).Message, StringComparison.Ordinal);
        Assert.Equal("Region: no half-plane came, expected at least one.", Assert.Throws<DataException>(() => PlanarRegion.Intersection()).Message);
        Assert.Equal(
            "Region: the half-plane 0 x + 0 y + 1 has no border line, expected finite numbers, a and b not both 0.",
            Assert.Throws<DataException>(() => PlanarRegion.Intersection(new HalfPlane(0, 0, 1))).Message);
    }

    /// <summary>Compares the net with the reference at random points in twice the bounding box, but for those closer to a border than rounding.</summary>
    private static void AssertRegion(PlanarRegion region, Sequential net, PlanePoint[] box, Func<PlanePoint, bool> isInside, params PlanePoint[][] borders)
    {
        (double left, double right) = (box.Min(point => point.X), box.Max(point => point.X));
        (double bottom, double top) = (box.Min(point => point.Y), box.Max(point => point.Y));
        var random = new Random(17);
        float[] inputs = new float[2 * Points];
        for (int i = 0; i < Points; i++)
        {
            inputs[2 * i] = (float)(left + ((right - left) * ((2 * random.NextDouble()) - 0.5)));
            inputs[(2 * i) + 1] = (float)(bottom + ((top - bottom) * ((2 * random.NextDouble()) - 0.5)));
        }
        float[] outputs = net.Predict(inputs);
        double near = Rounding * box.Max(point => Math.Max(1, Math.Max(Math.Abs(point.X), Math.Abs(point.Y))));
        int skipped = 0;
        int inside = 0;
        for (int i = 0; i < Points; i++)
        {
            PlanePoint point = new(inputs[2 * i], inputs[(2 * i) + 1]);
            bool expected = isInside(point);
            if (((outputs[i] == 1) != expected || region.Contains(point) != expected) && borders.Any(border => Distance(border, point) < near))
            {
                skipped++;
                continue;
            }
            Assert.Equal((point, expected, expected), (point, outputs[i] == 1, region.Contains(point)));
            inside += expected ? 1 : 0;
        }
        Assert.InRange(skipped, 0, 3);
        Assert.InRange(inside, Points / 50, Points / 2);
    }

    /// <summary>How often a ray to the right crosses the border: odd means inside.</summary>
    private static bool IsInside(PlanePoint[] corners, PlanePoint point)
    {
        bool isInside = false;
        for (int i = 0; i < corners.Length; i++)
        {
            (PlanePoint a, PlanePoint b) = (corners[i], corners[(i + 1) % corners.Length]);
            if (a.Y > point.Y != b.Y > point.Y && point.X < a.X + ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)))
            {
                isInside = !isInside;
            }
        }
        return isInside;
    }

    private static double Distance(PlanePoint[] corners, PlanePoint point) => Enumerable.Range(0, corners.Length).Min(i =>
    {
        (PlanePoint a, PlanePoint b) = (corners[i], corners[(i + 1) % corners.Length]);
        double along = Math.Clamp(
            (((point.X - a.X) * (b.X - a.X)) + ((point.Y - a.Y) * (b.Y - a.Y))) / (((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y))), 0, 1);
        return Math.Sqrt(Math.Pow(point.X - a.X - (along * (b.X - a.X)), 2) + Math.Pow(point.Y - a.Y - (along * (b.Y - a.Y)), 2));
    });

    /// <summary>2n corners in turn on two circles.</summary>
    private static PlanePoint[] Star(int points, double outer, double inner, double x, double y) => [.. Enumerable.Range(0, 2 * points).Select(i =>
    {
        double radius = i % 2 == 0 ? outer : inner;
        return new PlanePoint(x + (radius * Math.Cos((Math.PI * i / points) + 0.3)), y + (radius * Math.Sin((Math.PI * i / points) + 0.3)));
    })];

    /// <summary>Corners around the origin at random distances.</summary>
    private static PlanePoint[] Random(int corners, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, corners).Select(i =>
        {
            double radius = 1 + (4 * random.NextDouble());
            return new PlanePoint(radius * Math.Cos(2 * Math.PI * i / corners), radius * Math.Sin(2 * Math.PI * i / corners));
        })];
    }

    private static IEnumerable<int> Widths(Sequential net) => net.Layers.OfType<Dense>().Select(layer => layer.OutFeatures);
}
