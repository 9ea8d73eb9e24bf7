using Cajal.Kernels;
using Cajal.Models;
using Cajal.Planning;
using Cajal.Training;

namespace Cajal.Doctor;

/// <summary>How far the steps of a rehearsal moved a weight matrix.</summary>
/// <param name="Median">Median of ‖ΔW‖/‖W‖, taken to the schedule's highest rate; <c>null</c> where W began at 0.</param>
/// <param name="Largest">The largest of them, as it was.</param>
internal sealed record UpdateRatio(double? Median, double Largest);

/// <summary>
/// The first steps of a training done once more on a copy of the weights: the same rows in the same order, the same random numbers, the same
/// bits. So the training itself has to record nothing.
/// </summary>
/// <param name="Losses">Loss of each step, computed before it.</param>
/// <param name="Ratios">How far the weight matrices were moved, by the parameters' names.</param>
/// <param name="HasDiverged">Whether it ended early because a number was no longer finite.</param>
internal sealed record Rehearsal(IReadOnlyList<double> Losses, IReadOnlyDictionary<string, UpdateRatio> Ratios, bool HasDiverged)
{
    private const int FewestSteps = 10;
    private const int MostSteps = 100;

    // About 6 operations for each weight, place and row of a step: 6e9 are a tenth of a second on one core.
    private const double WeightRows = 1e9;

    // A step at almost no rate says nothing about the highest one.
    private const double LeastFactor = 0.01;

    /// <summary>Steps that cost about a tenth of a second, at least 10, at most 100, and no more than the training has.</summary>
    public static int UsualSteps(Network network, FitOptions options, int rows)
    {
        int batch = Math.Min(options.BatchSize, rows);
        long steps = (long)((rows + batch - 1) / batch) * options.Epochs;
        return (int)Math.Min(steps, Math.Clamp(WeightRows / (Work(network) * batch), FewestSteps, MostSteps));
    }

    /// <summary>Multiplications of a row on its way forward: each weight once, those of a convolution at every place.</summary>
    private static double Work(Network network) => network.Layers.Sum(layer => layer.Parameters.Sum(parameter => (double)parameter.Shape.Count)
        * (layer.Layer is ConvolutionLayer { OutChannels: var channels } ? layer.Output.Count / channels : 1));

    /// <summary>Rehearses.</summary>
    /// <param name="model">The model; its weights stay as they are.</param>
    /// <param name="start">Weights to begin with; changed.</param>
    /// <param name="training">The training set, targets as the loss takes them.</param>
    /// <param name="options">How the training is run.</param>
    /// <param name="rate">The optimiser's learning rate, before the schedule's factor.</param>
    /// <param name="steps">Number of steps.</param>
    public static Rehearsal Of(Model model, ParameterStore<float> start, Dataset training, FitOptions options, double rate, int steps)
    {
        Network network = model.Built.Network;
        Compilation compiled = model.Compiled;
        Targets targets = training.Targets;
        var task = new OutputTask("", new OutputTarget(compiled.Loss, targets.Kind, targets.Width), [], targets, targets, null);
        var job = new TrainingJob(network, start, compiled.Optimizer, [task], PreparedSet.ForOnce(model, training), null, options);
        var state = new ParameterStore<float>(TrainingStep.Of(job, batch: 1).State, start);
        using var team = Team.Of(options.Threads);
        using var batches = new BatchRunner(job, state, team);
        WeightWatch[] watches = [.. network.Parameters.Where(parameter => parameter.Declaration.IsWeight).Select(parameter => new WeightWatch(parameter.Name, start))];
        int batch = job.BatchSize;
        int stepsOfEpoch = (training.Count + batch - 1) / batch;
        long total = (long)stepsOfEpoch * options.Epochs;
        double highest = Enumerable.Range(0, 1000).Max(place => options.Schedule.Factor(total * place / 1000, total));
        int[] order = new int[training.Count];
        var losses = new List<double>();
        for (int step = 0; step < steps; step++)
        {
            int first = step % stepsOfEpoch * batch;
            if (first == 0)
            {
                RowOrder.Shuffle(order, options.Seed, (step / stepsOfEpoch) + 1);
                batches.BeginEpoch(order, (step / stepsOfEpoch) + 1);
            }

            double factor = options.Schedule.Factor(step, total);
            losses.Add(batches.Run(order.AsSpan(first, Math.Min(batch, order.Length - first)), step, rate * factor).Loss);
            if (!double.IsFinite(losses[^1]) || start.FirstNotFinite() is not null)
            {
                return new Rehearsal(losses, Results(watches), HasDiverged: true);
            }

            foreach (WeightWatch watch in watches)
            {
                watch.Note(factor >= LeastFactor * highest ? highest / factor : null);
            }
        }

        return new Rehearsal(losses, Results(watches), HasDiverged: false);
    }

    private static Dictionary<string, UpdateRatio> Results(WeightWatch[] watches) => watches.ToDictionary(watch => watch.Name, watch => watch.Result);

    /// <summary>Follows one weight matrix from step to step.</summary>
    private sealed class WeightWatch(string name, ParameterStore<float> store)
    {
        private readonly float[] before = store[name].ToArray();
        private readonly bool beganAtZero = !store[name].ContainsAnyExcept(0f);
        private readonly List<double> ratios = [];
        private double largest;

        public string Name => name;

        public UpdateRatio Result => new(beganAtZero || ratios.Count == 0 ? null : Median(ratios), beganAtZero ? 0 : largest);

        /// <summary>Notes how far the last step has moved the weights.</summary>
        /// <param name="toHighest">What takes the step to the schedule's highest rate; <c>null</c> where the step had almost no rate.</param>
        public void Note(double? toHighest)
        {
            Span<float> now = store[name];
            (double moved, double size) = (0, 0);
            for (int index = 0; index < now.Length; index++)
            {
                double change = (double)now[index] - before[index];
                moved += change * change;
                size += (double)before[index] * before[index];
            }

            now.CopyTo(before);
            double ratio = Math.Sqrt(moved / size);
            largest = Math.Max(largest, size > 0 ? ratio : 0);
            if (size > 0 && toHighest is { } scale)
            {
                ratios.Add(ratio * scale);
            }
        }

        private static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);
    }
}
