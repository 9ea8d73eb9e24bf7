using Cajal.Training;

namespace Cajal;

/// <summary>A step of a range test.</summary>
/// <param name="LearningRate">Its rate.</param>
/// <param name="Loss">The batch's loss before the step.</param>
/// <param name="Smoothed">Mean of the losses so far, those of long ago weighing less: s ← 0.9 s + 0.1 loss, divided by 1 − 0.9ᵗ.</param>
public readonly record struct RangePoint(double LearningRate, double Loss, double Smoothed);

/// <summary>How <see cref="LearningRateRange.Find"/> goes through the rates.</summary>
public sealed record LearningRateRangeOptions
{
    /// <summary>The first rate; 1e-6 by default.</summary>
    public double First { get; init; } = 1e-6;

    /// <summary>The last rate; 100 by default, since nets whose inputs to a layer are divided by their number take large ones.</summary>
    public double Last { get; init; } = 100;

    /// <summary>Steps; 100 by default.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>Rows of a step; 32 by default.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Seed of the rows' order and of dropout.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc cref="FitOptions.Threads"/>
    public int Threads { get; init; }
}

/// <summary>
/// The learning rate range test (L. Smith, "Cyclical learning rates for training neural networks", 2015/2017, section 3.3; rates in geometric steps as in
/// J. Howard, S. Gugger, "fastai", 2020): a short training whose rate grows from step to step shows where the loss begins to fall and where it runs away.
/// </summary>
/// <param name="Points">The steps, as far as the loss did not run away.</param>
/// <param name="Suggested">A tenth of the rate at which the smoothed loss is least (Howard and Gugger): large, with some way to the edge.</param>
/// <param name="Steepest">The rate at which the smoothed loss falls fastest per decade of the rate.</param>
/// <example>
/// <code>
/// var range = LearningRateRange.Find(model, training);
/// model.Compile(new Sgd(range.Suggested), new CrossEntropy());
/// </code>
/// </example>
public sealed record LearningRateRange(IReadOnlyList<RangePoint> Points, double Suggested, double Steepest)
{
    /// <summary>Runs the test with the optimiser and the loss that the model was compiled with. Its weights are afterwards what they were.</summary>
    /// <param name="model">The model; it is built first if it has not been.</param>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="options">Rates, steps and more; the defaults if none are given.</param>
    /// <param name="cancellation">Ends the test between two steps.</param>
    /// <exception cref="ArgumentException">The data do not fit the model, or the options are impossible.</exception>
    /// <exception cref="InvalidOperationException">The model has no loss.</exception>
    /// <exception cref="DivergedException">The very first steps diverge: the inputs are too large, or the first rate is.</exception>
    /// <exception cref="OperationCanceledException">The test was cancelled.</exception>
    public static LearningRateRange Find(
        Model model, Dataset training, LearningRateRangeOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        options ??= new LearningRateRangeOptions();
        NumberChecks.Positive(nameof(LearningRateRange), nameof(options.First), options.First);
        NumberChecks.Positive(nameof(LearningRateRange), nameof(options.Last), options.Last);
        if (options.Last <= options.First || options.Steps < 10)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"LearningRateRange: {options.Steps} steps from {options.First} to {options.Last}, expected at least 10 steps and a last rate above the first."), nameof(options));
        }

        model.BuildFor(training, options.Seed);
        return RangeTest.Run(model, training, options, cancellation);
    }
}
