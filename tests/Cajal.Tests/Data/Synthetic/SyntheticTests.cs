using Cajal;

namespace Cajal.Tests.Data.Synthetic;

/// <summary>Each generated set against the geometry that it claims to have.</summary>
public sealed class SyntheticTests
{
    private const double Rounding = 1e-4;

    public static TheoryData<string> Names => [.. BuiltInData.All.Where(set => set.IsGenerated).Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others(string name)
    {
        string text = Text(name, 50, 1);
        Assert.Equal(text, Text(name, 50, 1));
        Assert.NotEqual(text, Text(name, 50, 2));
        foreach (string culture in new[] { "de-DE", "tr-TR" })
        {
            InCulture.Run(culture, () => Assert.Equal(text, Text(name, 50, 1)));
        }
    }

    /// <summary>Golden/synthetic/generate.py is another implementation, from the random numbers up.</summary>
    [Theory]
    [InlineData("moons")]
    [InlineData("spirals")]
    [InlineData("cats-dogs")]
    public void Another_implementation_gives_the_same_bytes(string name) =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "synthetic", $"{name}.csv")), Text(name, 25, 42));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_longer_set_begins_like_a_shorter_one(string name) => Assert.StartsWith(Text(name, 50, 1), Text(name, 60, 1), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_have_at_most_four_decimals(string name)
    {
        foreach (string cell in Text(name, 200, 3).Split(',', '\n').Where(cell => cell.Contains('.', StringComparison.Ordinal)))
        {
            Assert.Matches(@"^-?\d+\.\d{1,4}$", cell);
        }
    }

    [Fact]
    public void No_minus_zero_is_written()
    {
        using var reader = new StreamReader(BuiltInData.Open("xor", 1000, 1, 1e-4));    // half of the zeros are rounded up from below
        Assert.DoesNotContain("-0", reader.ReadToEnd().Split(',', '\n'));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Classes_are_balanced(string name)
    {
        Dataset data = BuiltInData.Load(name, 1200);
        BuiltInSet set = BuiltInData.All.Single(set => set.Name == name);
        Assert.Equal((set.Features, set.Target, set.Classes), (data.Features, data.Targets.Kind, data.Targets.ClassNames.Length));
        Assert.Equal(set.Rows, BuiltInData.Load(name).Count);
        if (name is not ("polygons" or "discs" or "and" or "or" or "nand"))
        {
            Assert.All(data.Targets.ClassCounts(), count => Assert.Equal(1200 / set.Classes, count));
        }
    }

    [Fact]
    public void Moons_without_noise_lie_on_their_half_circles()
    {
        foreach ((double x, double y, int moon) in Points("moons"))
        {
            double distance = moon == 0 ? Math.Sqrt((x * x) + (y * y)) : Math.Sqrt(((x - 1) * (x - 1)) + ((y - 0.5) * (y - 0.5)));
            Assert.Equal(1, distance, Rounding);
            Assert.True(moon == 0 ? y >= 0 : y <= 0.5);
        }
    }

    [Fact]
    public void Circles_without_noise_have_radius_one_and_a_half()
    {
        foreach ((double x, double y, int circle) in Points("circles"))
        {
            Assert.Equal(circle == 0 ? 1 : 0.5, Math.Sqrt((x * x) + (y * y)), Rounding);
        }
    }

    [Fact]
    public void Spirals_without_noise_wind_up_half_a_turn_apart()
    {
        foreach ((double x, double y, int arm) in Points("spirals"))
        {
            double radius = Math.Sqrt((x * x) + (y * y));
            double angle = (3 * Math.PI * (radius - 0.1) / 0.9) + (arm * Math.PI);
            Assert.Equal(x, radius * Math.Cos(angle), 2e-3);
            Assert.Equal(y, radius * Math.Sin(angle), 2e-3);
        }
    }

    [Fact]
    public void Blobs_have_their_centres_and_unit_deviation()
    {
        (double X, double Y)[] centres = [(-4, -3), (4, -2), (0, 4)];
        var points = Points("blobs", 30_000, null);
        for (int blob = 0; blob < 3; blob++)
        {
            double[] x = [.. points.Where(p => p.Class == blob).Select(p => p.X)];
            // 10,000 points: the mean is off by 0.01, the variance by 0.014 on average; five times as much allowed.
            double mean = x.Average();
            Assert.Equal(centres[blob].X, mean, 0.05);
            Assert.Equal(1, x.Average(v => (v - mean) * (v - mean)), 0.07);
            Assert.Equal(centres[blob].Y, points.Where(p => p.Class == blob).Average(p => p.Y), 0.05);
        }
    }

    [Theory]
    [InlineData("and", "0,0,false 0,1,false 1,0,false 1,1,true")]
    [InlineData("or", "0,0,false 0,1,true 1,0,true 1,1,true")]
    [InlineData("nand", "0,0,true 0,1,true 1,0,true 1,1,false")]
    [InlineData("xor", "0,0,false 0,1,true 1,0,true 1,1,false")]
    public void Four_rows_are_the_truth_table(string name, string rows)
    {
        Assert.Equal($"a,b,{name} {rows} ".Replace(' ', '\n'), Text(name, 4, 9));
        Assert.Contains(".", Text(name, 8, 9), StringComparison.Ordinal);
    }

    [Fact]
    public void A_straight_border_separates_cats_and_dogs_but_not_cats_from_all_else()
    {
        Assert.True(BestStraightBorder(Points("cats-dogs", 1000, null)) >= 0.99);
        (double X, double Y, int Class)[] points = Points("cat-or-not", 1000, null);
        Assert.InRange(BestStraightBorder(points), 0.75, 0.80);
        // Two borders at right angles to the line through the three centres (1, 36), (4.5, 50), (11.5, 78), half way between neighbours.
        double right = points.Average(p => (p.Y is > 43 and < 62) == (p.Class == 1) ? 1.0 : 0.0);
        Assert.True(right >= 0.97, $"{right}");
    }

    [Fact]
    public void Polygons_agree_with_counting_crossings()
    {
        (double X, double Y)[][] polygons = [[(-0.9, -0.8), (0.1, -0.8), (-0.6, 0.4)], [(0.2, -0.3), (0.9, -0.5), (0.8, 0.8), (-0.2, 0.7)]];
        (double X, double Y, int Class)[] points = Points("polygons", 20_000, 0);
        int differing = points.Count(p => polygons.Any(corners => Crosses(corners, p.X, p.Y)) != (p.Class == 1));
        Assert.InRange(differing, 0, 5);    // a point may be rounded across a border
        // Shoelace: areas 0.6 and 0.94 of the square's 4, and they do not overlap.
        Assert.Equal((0.6 + 0.94) / 4, points.Average(p => p.Class), 0.015);
    }

    [Fact]
    public void Discs_give_none_to_three_labels()
    {
        Dataset data = BuiltInData.Load("discs", 2000);
        (double X, double Y)[] centres = [(-0.3, -0.25), (0.3, -0.25), (0, 0.3)];
        int[] labels = new int[4];
        for (int row = 0; row < data.Count; row++)
        {
            labels[(int)data.Targets.Row(row).ToArray().Sum()]++;
            for (int disc = 0; disc < 3; disc++)
            {
                double distance = Math.Sqrt(Math.Pow(data.Row(row)[0] - centres[disc].X, 2) + Math.Pow(data.Row(row)[1] - centres[disc].Y, 2));
                Assert.True(Math.Abs(distance - 0.6) < Rounding || (distance < 0.6) == (data.Targets.Row(row)[disc] == 1));
            }
        }
        Assert.All(labels, count => Assert.True(count >= 100));
    }

    private static (double X, double Y, int Class)[] Points(string name, int rows = 300, double? noise = 0)
    {
        Dataset data = BuiltInData.Load(name, rows, 5, noise);
        return [.. Enumerable.Range(0, rows).Select(row => ((double)data.Row(row)[0], (double)data.Row(row)[1], data.Targets.ClassOf(row)))];
    }

    /// <summary>Share of right answers of the best of all straight borders, over a fine grid of directions and every threshold.</summary>
    private static double BestStraightBorder((double X, double Y, int Class)[] points)
    {
        double best = 0;
        int ones = points.Sum(p => p.Class);
        for (int degree = 0; degree < 360; degree += 2)
        {
            // Lengths spread about ten times as far as weights; so do the directions tried.
            double a = Math.Cos(degree * Math.PI / 180);
            double b = Math.Sin(degree * Math.PI / 180) / 10;
            int right = ones;
            foreach ((double _, double _, int kind) in points.OrderBy(p => (a * p.X) + (b * p.Y)))
            {
                right += kind == 0 ? 1 : -1;
                best = Math.Max(best, (double)right / points.Length);
            }
        }
        return best;
    }

    private static bool Crosses((double X, double Y)[] corners, double x, double y)
    {
        bool inside = false;
        for (int i = 0, j = corners.Length - 1; i < corners.Length; j = i++)
        {
            (double xi, double yi) = corners[i];
            (double xj, double yj) = corners[j];
            if (yi > y != yj > y && x < ((xj - xi) * (y - yi) / (yj - yi)) + xi)
            {
                inside = !inside;
            }
        }
        return inside;
    }

    private static string Text(string name, int rows, ulong seed)
    {
        using var reader = new StreamReader(BuiltInData.Open(name, rows, seed));
        return reader.ReadToEnd();
    }
}
