using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Doctor;

/// <summary>All that the doctor looks at before judging: data, course of the training, the net at its beginning and its end.</summary>
internal sealed class Examination
{
    private const int ObservedRows = 512;
    private const int FewestObservedRows = 16;

    // What all layers give for the observed rows, forward and back, is a few times as many numbers: some 100 MB at most.
    private const int ObservedNumbers = 10_000_000;

    private const int JudgedRows = 2048;

    /// <summary>Looks.</summary>
    /// <param name="model">The model, trained or not; it stays as it is.</param>
    /// <param name="training">The training set.</param>
    /// <param name="history">The course of its training; <c>null</c> for a model that is still to be trained.</param>
    /// <param name="options">How it is trained, with the validation set.</param>
    /// <param name="columns">Features that belong together.</param>
    public Examination(Model model, Dataset training, History? history, FitOptions options, IReadOnlyList<FeatureGroup> columns)
    {
        Model = model;
        Training = training;
        History = history;
        Options = options;
        Columns = columns;
        Sample = Some(training, JudgedRows);
        BuiltModel built = model.Built;
        Targets asLossTakes = Standardised(model, training.Targets);
        Dataset observed = Some(training.WithTargets(asLossTakes), RowsToObserve(built.Network));
        Now = LayerObservation.Of(model, built.Store, observed, observed.Targets);
        ParameterStore<float> start = Start(built, history is not null);
        AtStart = history is null ? Now : LayerObservation.Of(model, start, observed, observed.Targets);
        int steps = Rehearsal.UsualSteps(built.Network, options, training.Count);
        Rehearsal = Rehearsal.Of(model, start, training.WithTargets(asLossTakes), options, LearningRate, steps);
        var guess = ConstantGuess.Of(training, options.ClassWeights);
        TrainingFit = FitQuality.Of(model, Sample, guess);
        ValidationFit = options.Validation is { Count: > 0 } validation ? FitQuality.Of(model, Some(validation, JudgedRows), guess) : null;
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The training set.</summary>
    public Dataset Training { get; }

    /// <summary>Rows of the training set, spread evenly.</summary>
    public Dataset Sample { get; }

    /// <summary>The course of the training; <c>null</c> for a model that is still to be trained.</summary>
    public History? History { get; }

    /// <summary>How it is trained.</summary>
    public FitOptions Options { get; }

    /// <summary>Features that belong together: a column of a table may be several.</summary>
    public IReadOnlyList<FeatureGroup> Columns { get; }

    /// <summary>The dense layers and convolutions with the present weights.</summary>
    public IReadOnlyList<ObservedLayer> Now { get; }

    /// <summary>The dense layers and convolutions with the first weights.</summary>
    public IReadOnlyList<ObservedLayer> AtStart { get; }

    /// <summary>The first steps once more.</summary>
    public Rehearsal Rehearsal { get; }

    /// <summary>The model on training rows.</summary>
    public FitQuality TrainingFit { get; }

    /// <summary>The model on validation rows.</summary>
    public FitQuality? ValidationFit { get; }

    /// <summary>The learning rate that the training was brought to an end with: a tenth for each divergence before.</summary>
    public double LearningRate => Model.Compiled.Optimizer.LearningRate * Math.Pow(0.1, History?.FailedAttempts.Count ?? 0);

    /// <summary>The training loss of each epoch; empty for a model that is still to be trained.</summary>
    public double[] Losses => History is null ? [] : [.. History.Epochs.Select(epoch => epoch.Loss)];

    /// <summary>The training loss before the first step.</summary>
    public double FirstLoss => Rehearsal.Losses[0];

    /// <summary>Whether the last epoch ended near or above the loss that the training began with.</summary>
    public bool MadeNoProgress => History is null || !(Losses[^1] < 0.9 * FirstLoss);

    /// <summary>Targets as the loss takes them.</summary>
    public static Targets Standardised(Model model, Targets targets) => targets.Kind != TargetKind.Values ? targets
        : (model.TargetScaler ?? TargetScaler.Fit(targets)).Apply(targets);

    /// <summary>A copy of the weights that the training began with: those of the seed, or of a model still to be trained its own.</summary>
    public static ParameterStore<float> Start(BuiltModel built, bool isTrained)
    {
        ParameterStore<float> start = built.Network.CreateStore<float>();
        if (isTrained)
        {
            built.Network.Initialize(start, built.Seed);
            return start;
        }

        foreach (NetworkParameter parameter in built.Network.Parameters)
        {
            built.Store[parameter.Name].CopyTo(start[parameter.Name]);
        }

        return start;
    }

    private static int RowsToObserve(Network network) =>
        Math.Clamp(ObservedNumbers / network.Layers.Sum(layer => layer.Output.Count), FewestObservedRows, ObservedRows);

    /// <summary>At most so many rows, spread evenly.</summary>
    public static Dataset Some(Dataset data, int most) => data.Count <= most ? data
        : data.Select([.. Enumerable.Range(0, most).Select(row => (int)((long)row * data.Count / most))]);
}
