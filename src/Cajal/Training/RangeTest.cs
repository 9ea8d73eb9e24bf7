using Cajal.Kernels;

namespace Cajal.Training;

/// <summary>Runs a range test.</summary>
internal static class RangeTest
{
    private const double Memory = 0.9;

    // The test ends where the smoothed loss is this many times its least (fastai).
    private const double Runaway = 4;

    // Steps that are passed over when the course is judged: the smoothed loss is still that of few batches.
    private const int FirstJudged = 5;

    /// <summary>Trains with growing rates and puts the weights back.</summary>
    public static LearningRateRange Run(Model model, Dataset training, LearningRateRangeOptions options, CancellationToken cancellation)
    {
        var fit = new FitOptions { BatchSize = options.BatchSize, Seed = options.Seed, Threads = options.Threads };
        var session = TrainingSession.Begin(model, training, fit);
        var first = new KeptWeights(model.Built.Network, model.Built.Store);
        first.Keep();
        try
        {
            return Judge(Course(session, options, cancellation), options);
        }
        finally
        {
            first.Restore();
        }
    }

    private static List<RangePoint> Course(TrainingSession session, LearningRateRangeOptions options, CancellationToken cancellation)
    {
        using var team = Team.Of(options.Threads);
        using BatchRunner batches = session.CreateBatches(team);
        int[] order = new int[session.Rows];
        int batch = session.BatchSize, perEpoch = order.Length / batch;
        var points = new List<RangePoint>();
        double mean = 0, least = double.PositiveInfinity;
        for (int step = 0; step < options.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step % perEpoch == 0)
            {
                RowOrder.Shuffle(order, options.Seed, 1 + (step / perEpoch));
            }

            double rate = options.First * Math.Pow(options.Last / options.First, step / (options.Steps - 1.0));
            double loss = batches.Run(order.AsSpan(step % perEpoch * batch, batch), step, rate).Loss;
            mean = (Memory * mean) + ((1 - Memory) * loss);
            double smoothed = mean / (1 - Math.Pow(Memory, step + 1));
            if (!double.IsFinite(loss) || (step >= FirstJudged && smoothed > Runaway * least))
            {
                break;
            }

            least = Math.Min(least, smoothed);
            points.Add(new RangePoint(rate, loss, smoothed));
        }

        return points;
    }

    private static LearningRateRange Judge(List<RangePoint> points, LearningRateRangeOptions options)
    {
        if (points.Count <= FirstJudged + 1)
        {
            throw new DivergedException(FormattableString.Invariant(
                $"LearningRateRange: the loss ran away after {points.Count} steps, at rates from {options.First}. Scale the inputs, or begin with a smaller rate."));
        }

        RangePoint[] judged = [.. points.Skip(FirstJudged)];
        int steepest = Enumerable.Range(1, judged.Length - 1).MinBy(index => judged[index].Smoothed - judged[index - 1].Smoothed);
        return new LearningRateRange(points, judged.MinBy(point => point.Smoothed).LearningRate / 10, judged[steepest].LearningRate);
    }
}
