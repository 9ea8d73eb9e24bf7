using System.Globalization;

namespace Cajal.Cli.Lessons;

/// <summary>Moments propagated both ways.</summary>
internal sealed class MomentsLesson() : Lesson("moments", "other things than the gradient propagate too: moments of the samples' gradients back, mean and covariance of the outputs forward")
{
    private const int Samples = 1_000_000;
    private const int Width = 32;
    private const int Hidden = 64;
    private const int BatchRows = 10_000;

    /// <inheritdoc/>
    public override void Write(TextWriter output)
    {
        WriteBack(output);
        output.WriteLine();
        WriteForward(output);
    }

    private static void WriteBack(TextWriter output)
    {
        Sequential model = new Sequential { new Dense(3), new Tanh(), new Dense(2), new Softmax() }.Build([2], seed: 1).Compile(new Sgd(), new CrossEntropy());
        var data = new Dataset([1, 2, -1, 0.5f, 0.3f, -2, 0, 1], [2], Targets.Classes([0, 1, 1, 0], ["a", "b"]));
        output.WriteLine("Back, over 4 samples: mean and second moment of their gradients, and the diagonal of the Gauss-Newton matrix");
        foreach (ParameterMoments moments in GradientMoments.Of(model, data))
        {
            output.WriteLine($"  {moments.Name} {moments.Shape}");
            output.WriteLine($"    mean          {Numbers(moments.Mean)}");
            output.WriteLine($"    second moment {Numbers(moments.SecondMoment)}");
            output.WriteLine($"    Gauss-Newton  {Numbers(moments.GaussNewton)}");
        }
    }

    private static void WriteForward(TextWriter output)
    {
        Sequential model = new Sequential { new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(Hidden, new HeInitializer()), new Relu(), new Dense(2) }.Build([Width], seed: 1);
        double[] mean = [.. Enumerable.Range(0, Width).Select(feature => Math.Sin(feature))];
        var covariance = new double[Width, Width];
        for (int i = 0; i < Width; i++)
        {
            for (int j = 0; j < Width; j++)
            {
                covariance[i, j] = Math.Abs(i - j) switch { 0 => 1, 1 => 0.4, _ => 0 };
            }
        }

        output.WriteLine($"Forward, through two layers of {Hidden} max(x, 0) units: mean, variances and covariance of two outputs");
        OutputMoments full = OutputMoments.Of(model, mean, covariance);
        OutputMoments diagonal = OutputMoments.Of(model, mean, covariance, CovarianceMode.Diagonal);
        OutputMoments sampled = NormalSampling.Of(model, mean, covariance, Samples, BatchRows);
        output.WriteLine($"  {Samples.ToString("N0", CultureInfo.InvariantCulture)} samples   {Text(sampled)}");
        output.WriteLine($"  full covariance     {Text(full)}  error {Percent(full, sampled)}");
        output.WriteLine($"  variances alone     {Text(diagonal)}  error {Percent(diagonal, sampled)}");
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
