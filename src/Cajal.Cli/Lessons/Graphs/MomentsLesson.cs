using System.Globalization;

namespace Cajal.Cli.Lessons.Graphs;

/// <summary>Moments propagated both ways.</summary>
internal sealed class MomentsLesson()
    : Lesson("moments", "other things than the gradient propagate too: moments of the samples' gradients back, mean and covariance of the outputs forward", "G9")
{
    private const int Samples = 1_000_000;
    private const int Width = 32;
    private const int Hidden = 64;
    private const int BatchRows = 10_000;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        Back(page);
        LinearNet(page);
        RectifiedNet(page);
    }

    private static void Back(LessonPage page)
    {
        Sequential model = new Sequential { new Dense(3), new Tanh(), new Dense(2), new Softmax() }.Build([2], seed: 1).Compile(new Sgd(), new CrossEntropy());
        var data = new Dataset([1, 2, -1, 0.5f, 0.3f, -2, 0, 1], [2], Targets.Classes([0, 1, 1, 0], ["a", "b"]));
        page.Say("Back, over 4 samples: mean and second moment of their gradients, and the diagonal of the Gauss-Newton matrix");
        IReadOnlyList<ParameterMoments> moments = GradientMoments.Of(model, data);
        foreach (ParameterMoments one in moments)
        {
            page.Show($"{one.Name} {one.Shape}\n  mean          {Numbers(one.Mean)}\n  second moment {Numbers(one.SecondMoment)}\n  Gauss-Newton  {Numbers(one.GaussNewton)}");
        }

        IReadOnlyList<ParameterMoments> loops = SampleLoops.Of(model, data);
        double Largest(Func<ParameterMoments, IReadOnlyList<double>> part) =>
            moments.Zip(loops, (one, other) => part(one).Zip(part(other), (a, b) => Math.Abs(a - b)).Max()).Max();
        page.Check("G9", "mean against a loop over the samples, largest difference", Largest(one => one.Mean), Bound.AtMost(1e-10));
        page.Check("G9", "second moment against a loop, largest difference", Largest(one => one.SecondMoment), Bound.AtMost(1e-10));
        page.Check("G9", "Gauss-Newton diagonal against a loop, largest difference", Largest(one => one.GaussNewton), Bound.AtMost(1e-10));
    }

    /// <summary>A linear net y = W x + b has mean W m + b and covariance W C Wᵀ.</summary>
    private static void LinearNet(LessonPage page)
    {
        Sequential model = new Sequential { new Dense(7), new Identity(), new Dense(6), new Dense(3) }.Build([5], 2);
        (double[] mean, double[,] covariance) = Inputs(5);
        OutputMoments moments = OutputMoments.Of(model, mean, covariance);
        var map = AffineMap.Of(model);
        double means = map.Apply(mean).Zip(moments.Mean, (a, b) => Math.Abs(a - b)).Max();
        double covariances = (from a in Enumerable.Range(0, 3)
                              from b in Enumerable.Range(0, 3)
                              select Math.Abs(moments.Covariance[a, b] - Enumerable.Range(0, 5).Sum(i => Enumerable.Range(0, 5).Sum(j => map[a, i] * covariance[i, j] * map[b, j])))).Max();
        page.Check("G9", "mean of a linear net against W m + b, largest difference", means, Bound.AtMost(1e-10));
        page.Check("G9", "covariance of a linear net against W C Wᵀ, largest difference", covariances, Bound.AtMost(1e-10));
    }

    private static void RectifiedNet(LessonPage page)
    {
        Sequential model = new Sequential { new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(2) }
            .Build([Width], seed: 1);
        (double[] mean, double[,] covariance) = Inputs(Width);
        page.Say($"Forward, through two layers of {Hidden} max(x, 0) units: mean, variances and covariance of two outputs");
        var full = OutputMoments.Of(model, mean, covariance);
        var diagonal = OutputMoments.Of(model, mean, covariance, CovarianceMode.Diagonal);
        OutputMoments sampled = NormalSampling.Of(model, mean, covariance, Samples, BatchRows);
        page.Show($"""
            {Samples.ToString("N0", CultureInfo.InvariantCulture)} samples   {Text(sampled)}
            full covariance     {Text(full)}  error {Percent(full, sampled)}
            variances alone     {Text(diagonal)}  error {Percent(diagonal, sampled)}
            """);
        page.DrawBars("moments of the first output", [
            ("mean, sampled", sampled.Mean[0]), ("mean, full covariance", full.Mean[0]), ("mean, variances alone", diagonal.Mean[0]),
            ("variance, sampled", sampled.Covariance[0, 0]), ("variance, full covariance", full.Covariance[0, 0]), ("variance, variances alone", diagonal.Covariance[0, 0]),
        ], "0.000");
        page.Check("G9", "error of the full covariance against 1,000,000 samples", Error(full, sampled), Bound.AtMost(0.1));
        page.Check("G9", "error of the variances alone", Error(diagonal, sampled), Bound.Between(0, 1));
    }

    /// <summary>Means sin(i), variances 1, neighbours correlated by 0.4.</summary>
    private static (double[] Mean, double[,] Covariance) Inputs(int features)
    {
        var covariance = new double[features, features];
        for (int i = 0; i < features; i++)
        {
            for (int j = 0; j < features; j++)
            {
                covariance[i, j] = Math.Abs(i - j) switch { 0 => 1, 1 => 0.4, _ => 0 };
            }
        }

        return ([.. Enumerable.Range(0, features).Select(feature => Math.Sin(feature))], covariance);
    }

    private static string Percent(OutputMoments moments, OutputMoments sampled) => (100 * Error(moments, sampled)).ToString("F1", CultureInfo.InvariantCulture) + " %";

    /// <summary>Largest distance from the sampled moments, means in deviations, covariances in products of deviations.</summary>
    internal static double Error(OutputMoments moments, OutputMoments sampled)
    {
        double largest = 0;
        for (int i = 0; i < sampled.Mean.Count; i++)
        {
            double deviation = Math.Sqrt(sampled.Covariance[i, i]);
            largest = Math.Max(largest, Math.Abs(moments.Mean[i] - sampled.Mean[i]) / deviation);
            for (int j = 0; j < sampled.Mean.Count; j++)
            {
                largest = Math.Max(largest, Math.Abs(moments.Covariance[i, j] - sampled.Covariance[i, j]) / (deviation * Math.Sqrt(sampled.Covariance[j, j])));
            }
        }

        return largest;
    }

    private static string Text(OutputMoments moments) =>
        $"mean {Numbers(moments.Mean)}  covariance {Numbers([moments.Covariance[0, 0], moments.Covariance[1, 1], moments.Covariance[0, 1]])}";

    private static string Numbers(IReadOnlyList<double> values) => string.Join(" ", values.Select(value => value.ToString("F5", CultureInfo.InvariantCulture).PadLeft(9)));
}
