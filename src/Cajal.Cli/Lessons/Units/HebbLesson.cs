using System.Globalization;

namespace Cajal.Cli.Lessons.Units;

/// <summary>What fires together wires together, and why that alone is unstable.</summary>
internal sealed class HebbLesson()
    : Lesson("hebb", "what fires together wires together: an association is learned; left alone the weights explode, Oja's rule keeps them", "U4")
{
    // Two independent normal coordinates of variances 4 and 1, turned by 30°: λ₁ = 4 along (cos 30°, sin 30°).
    private const double FirstEigenvalue = 4;
    private static readonly double[] Axis = [Math.Cos(Math.PI / 6), Math.Sin(Math.PI / 6)];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("wᵢ ← wᵢ + η xᵢ y. Food makes the unit fire; a bell rings with it; after five meals the bell alone does.");
        Association(page);
        page.Say("Learning from its own output the unit becomes ever louder: in expectation by a factor of 1 + ηλ₁ a step along the first eigenvector.");
        Growth(page);
        page.Say("Oja's rule, wᵢ ← wᵢ + η y (xᵢ - y wᵢ), keeps the length at 1 and turns the weights to the first eigenvector.");
        Oja(page);
        page.Say("Length of the weights, one unit each, the same inputs:");
        page.DrawCurves("‖w‖ by Hebb's rule and by Oja's", "step 0", "400", [new("Hebb", Lengths(HebbianRule.Hebb)), new("Oja", Lengths(HebbianRule.Oja))]);
    }

    private static double[] Lengths(HebbianRule rule)
    {
        var random = new Random(1);
        var unit = new HebbianUnit([0.3, -0.4], rate: 0.01, rule);
        return [.. Enumerable.Range(0, 400).Select(_ =>
        {
            unit.Learn(Sample(random));
            return Length(unit);
        })];
    }

    private static void Association(LessonPage page)
    {
        var unit = new HebbianUnit([1, 0, 0], rate: 0.2);
        List<double> bell = [unit.Output([0, 1, 0])];
        for (int meal = 0; meal < 5; meal++)
        {
            unit.Associate([1, 1, 0], 1);
            bell.Add(unit.Output([0, 1, 0]));
        }

        page.Show($"answer to the bell after 0, 1, … 5 meals: {string.Join(" ", bell.Select(value => value.ToString("0.0", CultureInfo.InvariantCulture)))}");
        page.Check("U4", "answer to the bell before", bell[0], Bound.Equal(0));
        page.Check("U4", "answer to the bell after five meals", bell[^1], Bound.Within(1, 1e-12));
        page.Check("U4", "answer to a light that never shone", unit.Output([0, 0, 1]), Bound.Equal(0));
    }

    private static void Growth(LessonPage page)
    {
        const double Rate = 0.01;
        const int Steps = 50;
        const int Runs = 20_000;
        double sum = Enumerable.Range(0, Runs).Sum(run =>
        {
            var random = new Random(run);
            var unit = new HebbianUnit(Axis, Rate);
            for (int step = 0; step < Steps; step++)
            {
                unit.Learn(Sample(random));
            }

            return Along(unit);
        });
        double factor = Math.Pow(sum / Runs, 1.0 / Steps);
        page.Show($"growth a step: {factor.ToString("0.00000", CultureInfo.InvariantCulture)}, expected 1 + ηλ₁ = {(1 + (Rate * FirstEigenvalue)).ToString(CultureInfo.InvariantCulture)}");
        page.Check("U4", "growth less 1 a step, of ηλ₁", (factor - 1) / (Rate * FirstEigenvalue), Bound.Within(1, 0.05));
    }

    private static void Oja(LessonPage page)
    {
        foreach (int seed in new[] { 1, 2, 3 })
        {
            var random = new Random(seed);
            var unit = new HebbianUnit([0.3, -0.4], rate: 0.0005, HebbianRule.Oja);
            for (int step = 0; step < 40_000; step++)
            {
                unit.Learn(Sample(random));
            }

            double length = Length(unit);
            page.Check("U4", $"Oja, seed {seed}: ‖w‖", length, Bound.Within(1, 0.01));
            page.Check("U4", $"Oja, seed {seed}: |cos(w, first eigenvector)|", Math.Abs(Along(unit)) / length, Bound.AtLeast(0.99));
        }
    }

    private static double Length(HebbianUnit unit) => Math.Sqrt((unit.Weights[0] * unit.Weights[0]) + (unit.Weights[1] * unit.Weights[1]));

    private static double Along(HebbianUnit unit) => (unit.Weights[0] * Axis[0]) + (unit.Weights[1] * Axis[1]);

    private static double[] Sample(Random random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
        (double u, double v) = (Math.Sqrt(FirstEigenvalue) * radius * cosine, radius * sine);
        return [(u * Axis[0]) - (v * Axis[1]), (u * Axis[1]) + (v * Axis[0])];
    }
}
