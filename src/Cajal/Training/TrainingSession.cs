using Cajal.Kernels;
using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>One training of a model from its beginning, or from a checkpoint, to its end.</summary>
internal sealed class TrainingSession
{
    private readonly Model model;
    private readonly TrainingJob job;

    private TrainingSession(Model model, Dataset training, FitOptions options, TrainingState state, PreparedSet prepared, PreparedSet? validation)
    {
        this.model = model;
        State = state;
        BuiltModel built = model.Built;
        Compilation compiled = model.Compiled;
        job = new TrainingJob(
            built.Network, built.Store, compiled.Optimizer, OutputTask.Of(model, training), prepared,
            validation is null ? null : (validation, OutputTask.Of(model, validation.Data)), options);
        OptimizerState = new ParameterStore<float>(TrainingStep.Of(job, batch: 1).State, built.Store);
        Best = new KeptWeights(built.Network, built.Store);
        First = options.Retries > 0 ? new KeptWeights(built.Network, built.Store) : null;
        First?.Keep();
    }

    /// <summary>Where the training stands.</summary>
    public TrainingState State { get; }

    /// <summary>The optimiser's state.</summary>
    public ParameterStore<float> OptimizerState { get; }

    /// <summary>The best weights so far.</summary>
    public KeptWeights Best { get; }

    /// <summary>The weights at the very beginning, where a training that diverges may begin again.</summary>
    public KeptWeights? First { get; }

    /// <summary>The settings.</summary>
    public FitOptions Options => job.Options;

    /// <summary>The model that is trained.</summary>
    public Model Model => model;

    /// <summary>Rows of the training set.</summary>
    public int Rows => job.Rows.Count;

    /// <summary>Rows of a step.</summary>
    public int BatchSize => job.BatchSize;

    /// <summary>Prepares a training from its beginning.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model or the settings are impossible; the model is as it was.</exception>
    /// <exception cref="DataException">The model's preprocessing makes a number infinite; the model is as it was.</exception>
    public static TrainingSession Begin(Model model, Dataset training, FitOptions options)
    {
        CheckData(model, training, options.Validation, "Fit");
        CheckSettings(model, training, options);
        PreparedSet prepared = PreparedSet.Of(model, training);
        PreparedSet? validation = PreparedValidation(model, options);
        model.Describe([.. DataOrder.Targets(model.Built.Network, training).Select(OutputMeaning.Of)]);
        return new TrainingSession(model, training, options, new TrainingState(), prepared, validation);
    }

    /// <summary>The steps of the training, to be run one by one.</summary>
    public BatchRunner CreateBatches(Team team) => new(job, OptimizerState, team);

    /// <summary>Trains to the end.</summary>
    public History Run(CancellationToken cancellation)
    {
        using var trainer = new Trainer(job, OptimizerState, State, Best, First);
        Action? checkpoint = Options.CheckpointPath is { } path ? () => Checkpoint.Write(path, this) : null;
        return trainer.Run(checkpoint, cancellation);
    }

    /// <summary>Prepares a training that goes on from a checkpoint.</summary>
    /// <exception cref="ModelFileException">The checkpoint holds settings or numbers that no training has.</exception>
    /// <exception cref="ConfigurationException">The data are others than before, or more epochs are wanted than the schedule allows.</exception>
    public static TrainingSession Resume(LoadedCheckpoint checkpoint, Dataset training, ResumeOptions resume, string path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(resume.AdditionalEpochs, "AdditionalEpochs");
        FitOptions saved = checkpoint.Options;
        CheckRows("training", training.Count, checkpoint.Rows);
        CheckRows("validation", resume.Validation?.Count ?? 0, checkpoint.ValidationRows);
        if (resume.AdditionalEpochs > 0 && saved.Schedule.DependsOnLength)
        {
            throw new ConfigurationException(
                $"Resume: {resume.AdditionalEpochs} more epochs would change the course of the learning rate, whose schedule ends after {saved.Epochs} epochs. "
                + "Train anew with more epochs, or with a learning rate that is constant or waits for a plateau.");
        }

        FitOptions options = saved with
        {
            Epochs = saved.Epochs + resume.AdditionalEpochs,
            Validation = resume.Validation,
            Threads = resume.Threads,
            Callbacks = resume.Callbacks,
            Progress = resume.Progress,
            CheckpointPath = resume.CheckpointPath ?? path,
            Sections = checkpoint.Content.Sections.Where(section => section.Key is not ("model" or "training")).ToDictionary(),
        };
        Model model = checkpoint.Content.Model;
        try
        {
            CheckData(model, training, options.Validation, "Resume");
        }
        catch (ArgumentException error)
        {
            throw new ConfigurationException(error.Message, error);
        }

        return ModelFile.Named(checkpoint.Content.File, () =>
        {
            CheckSettings(model, training, options);
            var session = new TrainingSession(
                model, training, options, checkpoint.State, PreparedSet.Of(model, training), PreparedValidation(model, options));
            Checkpoint.Restore(checkpoint, session);
            return session;
        });
    }

    private static PreparedSet? PreparedValidation(Model model, FitOptions options) =>
        options.Validation is { Count: > 0 } data ? PreparedSet.Of(model, data) : null;

    private static void CheckRows(string set, int rows, int expected)
    {
        if (rows != expected)
        {
            throw new ConfigurationException(
                $"Resume: the {set} set has {rows} rows, the checkpoint was made with {expected}. Give the same data, split with the same seed.");
        }
    }

    private static void CheckData(Model model, Dataset training, Dataset? validation, string action)
    {
        DataFit.Check(model, training, action);
        if (validation is { Count: > 0 })
        {
            DataFit.Check(model, validation, action + ", validation");
        }
    }

    private static void CheckSettings(Model model, Dataset training, FitOptions options)
    {
        CheckNumbers(options);
        if (model.Compiled.Optimizer.MeasuresLoss && (options.L1 > 0 || options.MaxNorm is not null || options.ClipNorm is not null))
        {
            throw new ArgumentException(
                $"Fit: the optimiser is '{model.Compiled.Optimizer.Kind}', which goes by the loss itself; it takes no L1, MaxNorm or ClipNorm. Leave them out, or use 'adam'.");
        }

        IReadOnlyList<Metric> metrics = model.Compiled.Metrics;
        if (options.Monitor is { } monitor && metrics.All(metric => metric.Name != monitor.Name))
        {
            string followed = metrics.Count == 0 ? "none" : string.Join(", ", metrics.Select(metric => metric.Name));
            throw new ArgumentException($"Fit: Monitor is {monitor.Name}, the model's metrics are: {followed}. Give Compile this metric too.");
        }

        CheckParts(model, options);
        _ = model.Compiled.For(model.Built.Network);
        RowAugmenter.Check(options.Augmentation, model.Built.Network.InputShapes);
        if (options.ClassWeights is { } weights)
        {
            CheckClassWeights(weights, training);
        }
    }

    private static void CheckClassWeights(IReadOnlyList<double> weights, Dataset training)
    {
        Targets targets = training.Targets;
        if (training.FurtherTargets.Length > 0)
        {
            throw new ArgumentException("Fit: class weights are for models of one output. Give rows weights, or outputs other losses.");
        }

        if (targets.Kind != TargetKind.Classes || weights.Count != targets.ClassNames.Length)
        {
            throw new ArgumentException($"Fit: {weights.Count} class weights for {targets.ClassNames.Length} classes. Give one for each class, or none.");
        }

        for (int index = 0; index < weights.Count; index++)
        {
            if (!(weights[index] >= 0) || !double.IsFinite(weights[index]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Fit: the weight of class {PrintableText.Quote(targets.ClassNames[index])} is {weights[index]}, expected a number from 0."));
            }
        }
    }

    private static void CheckParts(Model model, FitOptions options)
    {
        Network network = model.Built.Network;
        if (network.Learned.Count > 0 && network.Trained.Count == 0)
        {
            throw new ArgumentException("Fit: all layers that learn are frozen. Unfreeze at least one.");
        }

        foreach ((string part, double factor) in options.RateFactors ?? new Dictionary<string, double>())
        {
            _ = PartNames.LayersOf(network.Architecture, [part], "Fit, RateFactors").Count();
            if (!(factor > 0) || !double.IsFinite(factor))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Fit: the rate factor of {PrintableText.Quote(part)} is {factor}, expected a number above 0. To keep it as it is, freeze it."));
            }
        }
    }

    private static void CheckNumbers(FitOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1, "Epochs");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, "BatchSize");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Patience ?? 1, 1, "Patience");
        Team.CheckThreads(options.Threads);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSteps ?? 1, 1, "MaxSteps");
        ArgumentOutOfRangeException.ThrowIfNegative(options.Retries, "Retries");
        foreach ((string name, double number) in new[] { ("L2", options.L2), ("L1", options.L1) })
        {
            if (!(number >= 0) || !double.IsFinite(number))
            {
                throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant($"Fit: {name} is {number}, expected a number from 0."));
            }
        }

        foreach ((string name, double? limit) in new[] { ("ClipNorm", options.ClipNorm), ("MaxNorm", options.MaxNorm), ("GradientNorm", options.GradientNorm) })
        {
            if (limit is { } number && !(number > 0))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(options), FormattableString.Invariant($"Fit: {name} is {number}, expected a number above 0, or none for no limit."));
            }
        }
    }
}
