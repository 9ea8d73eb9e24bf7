using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>One training of a model from its beginning, or from a checkpoint, to its end.</summary>
internal sealed class TrainingSession
{
    private readonly Sequential model;
    private readonly TrainingJob job;

    private TrainingSession(Sequential model, Dataset training, FitOptions options, TrainingState state)
    {
        this.model = model;
        State = state;
        BuiltModel built = model.Built;
        Compilation compiled = model.Compiled;
        Dataset data = model.TargetScaler is { } scaler ? training.WithTargets(scaler.Apply(training.Targets)) : training;
        job = new TrainingJob(
            built.Network, built.Store, model.Preprocessing, model.TargetScaler, compiled.Optimizer, compiled.Loss, compiled.Metrics, data, options);
        OptimizerState = new ParameterStore<float>(TrainingStep.StateEntries(built.Network, compiled.Optimizer), built.Store);
        Best = new BestWeights(built.Network, built.Store);
    }

    /// <summary>Where the training stands.</summary>
    public TrainingState State { get; }

    /// <summary>The optimiser's state.</summary>
    public ParameterStore<float> OptimizerState { get; }

    /// <summary>The best weights so far.</summary>
    public BestWeights Best { get; }

    /// <summary>The settings.</summary>
    public FitOptions Options => job.Options;

    /// <summary>The model that is trained.</summary>
    public Sequential Model => model;

    /// <summary>Rows of the training set.</summary>
    public int Rows => job.Data.Count;

    /// <summary>Prepares a training from its beginning.</summary>
    public static TrainingSession Begin(Sequential model, Dataset training, FitOptions options) => Continue(model, training, options, new TrainingState());

    /// <summary>Prepares a training that goes on from a state; its stores are then to be filled.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model or the settings are impossible.</exception>
    public static TrainingSession Continue(Sequential model, Dataset training, FitOptions options, TrainingState state)
    {
        DataFit.Check(model, training, "Fit");
        if (options.Validation is { Count: > 0 } validation)
        {
            DataFit.Check(model, validation, "Fit, validation");
        }

        CheckOptions(training, options);
        return new TrainingSession(model, training, options, state);
    }

    /// <summary>Trains to the end.</summary>
    public History Run(CancellationToken cancellation)
    {
        using var trainer = new Trainer(job, OptimizerState, State, Best);
        Action? checkpoint = Options.CheckpointPath is { } path ? () => Checkpoint.Write(path, this) : null;
        return trainer.Run(checkpoint, cancellation);
    }

    /// <summary>Prepares a training that goes on from a checkpoint.</summary>
    /// <exception cref="ConfigurationException">The data are others than before, or more epochs are wanted than the schedule allows.</exception>
    public static TrainingSession Resume(LoadedCheckpoint checkpoint, Dataset training, ResumeOptions resume, string path)
    {
        FitOptions saved = checkpoint.Options;
        if (training.Count != checkpoint.Rows)
        {
            throw new ConfigurationException(
                $"Resume: the training set has {training.Count} rows, the checkpoint was made with {checkpoint.Rows}. Give the same data, split with the same seed.");
        }

        if (resume.AdditionalEpochs > 0 && saved.Schedule is not ConstantSchedule)
        {
            throw new ConfigurationException(
                $"Resume: {resume.AdditionalEpochs} more epochs would change the course of the learning rate, whose schedule ends after {saved.Epochs} epochs. "
                + "Train anew with more epochs, or with a constant learning rate.");
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
        TrainingSession session = Continue(checkpoint.Content.Model, training, options, checkpoint.State);
        Checkpoint.Restore(checkpoint, session);
        return session;
    }

    private static void CheckOptions(Dataset training, FitOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1, "Epochs");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, "BatchSize");
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads, "Threads");
        if (!(options.L2 >= 0) || !double.IsFinite(options.L2))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"Fit: L2 is {options.L2}, expected a number from 0.");
        }

        if (options.ClipNorm is { } norm && !(norm > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"Fit: ClipNorm is {norm}, expected a number above 0, or none for no limit.");
        }

        if (options.ClassWeights is { } weights && (training.Targets.Kind != TargetKind.Classes || weights.Count != training.Targets.ClassNames.Length))
        {
            throw new ArgumentException(
                $"Fit: {weights.Count} class weights for {training.Targets.ClassNames.Length} classes. Give one for each class, or none.");
        }
    }
}
