using Cajal.Training;

namespace Cajal;

/// <summary>What may be watched and kept while a training runs.</summary>
public sealed record RunOptions
{
    /// <inheritdoc cref="FitOptions.CheckpointPath"/>
    public string? CheckpointPath { get; init; }

    /// <inheritdoc cref="FitOptions.Progress"/>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <inheritdoc cref="FitOptions.Callbacks"/>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Called when training has ended and the net is judged beside its baselines, which takes a while where there are many rows.</summary>
    public Action? Judging { get; init; }

    /// <summary>Whether to fit the baselines beside the net; yes by default.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>Whether the training doctor looks at the finished training; yes by default.</summary>
    public bool Doctor { get; init; } = true;
}

/// <summary>Trains a recipe's net on prepared data, judges it and sets the baselines beside it.</summary>
public static class TrainingRun
{
    /// <summary>Trains from the beginning.</summary>
    /// <param name="data">The data.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">What to watch and keep.</param>
    /// <param name="cancellation">Stops after the current step, keeping a checkpoint.</param>
    /// <exception cref="ConfigurationException">The configuration does not fit the data.</exception>
    /// <exception cref="DivergedException">Training diverged.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static TrainingReport Start(
        PreparedData data, TrainingConfiguration configuration, RunOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(configuration);
        options ??= new RunOptions();
        Model model = BuildModel(data, configuration);
        FitOptions fit = configuration.CreateFitOptions(data.Training, data.Validation) with
        {
            CheckpointPath = options.CheckpointPath,
            Progress = options.Progress,
            Callbacks = options.Callbacks,
            Sections = data.Sections,
        };
        try
        {
            History history = model.Fit(data.Training, fit, cancellation);
            return Report(model, history, data, fit, options, cancellation);
        }
        catch (DivergedException error) when (options.Doctor)
        {
            throw WithCauses(error, data, configuration);
        }
    }

    /// <summary>The net that <see cref="Start"/> would train, with its first weights.</summary>
    /// <param name="data">The data.</param>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="ConfigurationException">The configuration does not fit the data.</exception>
    public static Model BuildModel(PreparedData data, TrainingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(configuration);
        Shape shape = new(data.Training.InputShape);
        Model model = Recipes.CreateModel(configuration, shape, data.Training.Targets);
        model.Bind(model.PlaceFor([shape]), configuration.Seed, [data.Preprocessing]);
        CheckLoss(model, data);
        return model;
    }

    /// <summary>Goes on from a checkpoint, to the same bits as without the stop.</summary>
    /// <param name="data">The same data, divided with the same seed.</param>
    /// <param name="checkpointPath">The checkpoint.</param>
    /// <param name="additionalEpochs">Epochs beyond those planned at first.</param>
    /// <param name="threads">Threads; 0 for all.</param>
    /// <param name="options">What to watch and keep.</param>
    /// <param name="cancellation">Stops after the current step, keeping a checkpoint.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, or no checkpoint.</exception>
    /// <exception cref="ConfigurationException">The data are others than before, or more epochs are wanted than the schedule allows.</exception>
    public static TrainingReport Resume(
        PreparedData data,
        string checkpointPath,
        int additionalEpochs = 0,
        int threads = 0,
        RunOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new RunOptions();
        var resume = new ResumeOptions
        {
            Validation = data.Validation,
            AdditionalEpochs = additionalEpochs,
            Threads = threads,
            Callbacks = options.Callbacks,
            Progress = options.Progress,
            CheckpointPath = options.CheckpointPath ?? checkpointPath,
        };
        var session = TrainingSession.Resume(Checkpoint.Read(checkpointPath), data.Training, resume, checkpointPath);
        History history = session.Run(cancellation);
        return Report(session.Model, history, data, session.Options, options, cancellation);
    }

    /// <summary>Adds what the doctor finds in the data and the first weights that makes trainings run away.</summary>
    private static DivergedException WithCauses(DivergedException error, PreparedData data, TrainingConfiguration configuration)
    {
        Diagnosis diagnosis = BuildModel(data, configuration).Diagnose(data.Training, options: configuration.CreateFitOptions(data.Training, null), columns: data.Columns);
        IEnumerable<string> causes = diagnosis.Findings.Where(finding => finding.Kind is FindingKind.UnscaledInputs or FindingKind.ExplodingGradients)
            .Select(finding => $"\ndoctor: {finding}");
        return new DivergedException(error.Message + string.Concat(causes), error);
    }

    private static TrainingReport Report(
        Model model, History history, PreparedData data, FitOptions fit, RunOptions options, CancellationToken cancellation)
    {
        options.Judging?.Invoke();
        Dataset? judged = data.Test ?? data.Validation;
        LinearBaseline? baseline = options.Baselines && judged is not null ? Cajal.LinearBaseline.Fit(data.Training, cancellation: cancellation) : null;
        return new TrainingReport
        {
            Model = model,
            History = history,
            Training = model.Evaluate(data.Training, fit.Threads),
            Validation = data.Validation is { } validation ? model.Evaluate(validation, fit.Threads) : null,
            Test = data.Test is { } test ? model.Evaluate(test, fit.Threads) : null,
            ConstantBaseline = baseline?.EvaluateConstant(judged!),
            LinearBaseline = baseline?.EvaluateLinear(judged!),
            LinearFit = baseline?.Linear.Result,
            Diagnosis = options.Doctor ? model.Diagnose(data.Training, history, fit, data.Columns) : null,
            Notes = data.Notes,
            Sections = data.Sections,
        };
    }

    private static void CheckLoss(Model model, PreparedData data)
    {
        Loss loss = model.Compiled.Loss;
        TargetKind kind = data.Training.Targets.Kind;
        if (!loss.Fits(kind))
        {
            string fitting = string.Join(", ", Loss.Names.Where(name => Loss.ByName(name).Fits(kind)));
            throw new ConfigurationException($"Setting 'loss': {loss.Kind} does not fit targets that are {kind.ToString().ToLowerInvariant()}. Possible: {fitting}.");
        }
    }
}
