namespace Cajal;

/// <summary>Which weights a model holds when training ends.</summary>
public enum KeepWeights
{
    /// <summary>Those of the epoch with the best validation figure, the latest one at a tie (RealMLP, Holzmüller et al. 2024, "last best epoch").</summary>
    LastBest,

    /// <summary>Those of the epoch with the best validation figure, the earliest one at a tie.</summary>
    FirstBest,

    /// <summary>Those of the last step. Always so where there is no validation set.</summary>
    Final,
}

/// <summary>How <see cref="Model.Fit"/> trains.</summary>
public sealed record FitOptions
{
    /// <summary>Passes over the training set; 10 by default.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Rows of a step; 32 by default (Keras). The last step of an epoch takes what is left.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Rows that are not trained on but evaluated after each epoch.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>How the learning rate changes from step to step; constant by default.</summary>
    public Schedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>λ of L2 regularisation: λw is added to the gradient of weights, not of biases. 0 by default.</summary>
    public double L2 { get; init; }

    /// <summary>
    /// λ of L1 regularisation: after each step of rate η weights, not biases, are drawn towards 0 by ηλ and stay 0 where they would pass it (soft thresholding, the
    /// proximal step of λΣ|w|). 0 by default.
    /// </summary>
    /// <remarks>
    /// λ stands against what the optimiser makes of the gradient: with plain <see cref="Sgd"/> a weight stays 0 while its gradient is below λ; momentum μ makes steps 1/(1 − μ) times as
    /// long, so λ has to be as much larger; <see cref="Adam"/> divides gradients by their own size, so λ between 0.3 and 1 is what makes weights 0.
    /// </remarks>
    public double L1 { get; init; }

    /// <summary>
    /// Largest Euclidean norm of the weights that lead into a unit; after each step larger ones are scaled down (N. Srivastava et al., "Dropout", 2014, section 5.1:
    /// typically 3 to 4). No limit by default.
    /// </summary>
    public double? MaxNorm { get; init; }

    /// <summary>Largest norm of all gradients together; larger ones are scaled down. No limit by default.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// What the learning rate of layers and parts is multiplied with, by their names: <c>new() { ["encoder"] = 0.1 }</c> trains the layers of that part at a tenth of the
    /// rate. The factor of a layer goes before that of a part around it. None by default.
    /// </summary>
    public IReadOnlyDictionary<string, double>? RateFactors { get; init; }

    /// <summary>One weight a class for class targets, multiplied with the rows' own weights. All 1 by default.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Figure over the validation set by which epochs are compared: one of the model's metrics; by default the loss.</summary>
    public Metric? Monitor { get; init; }

    /// <summary>Which weights to keep where there is a validation set.</summary>
    public KeepWeights Keep { get; init; } = KeepWeights.LastBest;

    /// <summary>Stop after this many epochs in a row without a better validation figure. Never by default.</summary>
    public int? Patience { get; init; }

    /// <summary>Stop after this many steps, also within an epoch. Never by default.</summary>
    public long? MaxSteps { get; init; }

    /// <summary>Stop after an epoch whose mean training loss is at most this. Never by default.</summary>
    public double? TargetLoss { get; init; }

    /// <summary>Stop after a step at which the norm of all gradients together was at most this. Never by default.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>
    /// How often a training that diverges begins again: with the first weights, and a tenth of the learning rate. What was tried stands in
    /// <see cref="History.FailedAttempts"/>. 0 by default: the first divergence ends in a <see cref="DivergedException"/>.
    /// </summary>
    public int Retries { get; init; }

    /// <summary>Random changes of the rows that are trained on, in this order, drawn anew in each epoch; none by default.</summary>
    public IReadOnlyList<Augmentation> Augmentation { get; init; } = [];

    /// <summary>Seed of the rows' order, of dropout and of augmentations. The same seed gives the same bits at any number of threads.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads; 0, the default, takes <c>CAJAL_THREADS</c> or else all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Called after each epoch, in order.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Told about progress ten times a second and after each epoch.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Where to keep a checkpoint from which training can go on exactly: written after each epoch and when training is cancelled.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Least time between two reports within an epoch.</summary>
    internal TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(0.1);

    /// <summary>Further JSON sections for checkpoints, e.g. a table's columns.</summary>
    internal IReadOnlyDictionary<string, System.Text.Json.Nodes.JsonObject> Sections { get; init; } =
        new Dictionary<string, System.Text.Json.Nodes.JsonObject>();
}

/// <summary>Where training stands.</summary>
/// <param name="Epoch">Current epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">Steps of an epoch.</param>
/// <param name="Loss">Mean training loss of this epoch so far.</param>
/// <param name="Accuracy">Share of right answers in this epoch so far, for class targets.</param>
/// <param name="RowsPerSecond">Training speed since the epoch began.</param>
/// <param name="Finished">The epoch's results, when it has just ended.</param>
public sealed record FitProgress(
    int Epoch, int Epochs, int Step, int Steps, double Loss, double? Accuracy, double RowsPerSecond, EpochResult? Finished);
