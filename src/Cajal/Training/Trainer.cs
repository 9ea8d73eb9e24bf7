using System.Diagnostics;
using Cajal.Kernels;
using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>What a training works on.</summary>
/// <param name="Network">The layers.</param>
/// <param name="Parameters">Their parameters, trained in place.</param>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="Outputs">What each output is to learn from the training set.</param>
/// <param name="Training">The training set.</param>
/// <param name="Validation">The rows that epochs are judged by, with what each output is judged by on them.</param>
/// <param name="Options">The settings.</param>
internal sealed record TrainingJob(
    Network Network,
    ParameterStore<float> Parameters,
    Optimizer Optimizer,
    IReadOnlyList<OutputTask> Outputs,
    PreparedSet Training,
    (PreparedSet Set, IReadOnlyList<OutputTask> Outputs)? Validation,
    FitOptions Options)
{
    /// <summary>The rows to learn from.</summary>
    public Dataset Rows => Training.Data;

    /// <summary>Rows of a step.</summary>
    public int BatchSize => Optimizer.TakesAllRows ? Rows.Count : Math.Min(Options.BatchSize, Rows.Count);
}

/// <summary>Runs the epochs and steps of a training. A step allocates nothing.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly TrainingJob job;
    private readonly ParameterStore<float> optimizerState;
    private readonly TrainingState state;
    private readonly KeptWeights best;
    private readonly KeptWeights? first;
    private readonly Divergence divergence;
    private readonly Team team;
    private readonly BatchRunner batches;
    private readonly Evaluator? validation;
    private readonly int[] order;
    private readonly int batchSize;
    private readonly int steps;
    private readonly long totalSteps;
    private readonly Goals goals;

    /// <summary>Prepares a training.</summary>
    /// <param name="job">What to train.</param>
    /// <param name="optimizerState">The optimiser's state, all zero for a new training.</param>
    /// <param name="state">Where the training stands.</param>
    /// <param name="best">The best weights so far.</param>
    /// <param name="first">The weights to begin again with after a divergence; <c>null</c> where that is not wanted.</param>
    public Trainer(TrainingJob job, ParameterStore<float> optimizerState, TrainingState state, KeptWeights best, KeptWeights? first)
    {
        this.job = job;
        this.optimizerState = optimizerState;
        this.state = state;
        this.best = best;
        this.first = first;
        divergence = new Divergence(job, state);
        FitOptions options = job.Options;
        team = Team.Of(options.Threads);
        batches = new BatchRunner(job, optimizerState, team);
        validation = job.Validation is { } judged ? new Evaluator(job.Network, job.Parameters, judged.Outputs, judged.Set) : null;
        order = new int[job.Rows.Count];
        batchSize = job.BatchSize;
        steps = (int)(((long)order.Length + batchSize - 1) / batchSize);
        totalSteps = (long)steps * options.Epochs;
        goals = new Goals(options);
    }

    /// <summary>Trains until all epochs are done, a goal is reached, patience ends, a callback stops it or it is cancelled; begins again after a divergence.</summary>
    /// <param name="checkpoint">Called after each epoch and on cancellation, to keep where training stands.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="OperationCanceledException">Training was cancelled; the checkpoint has been kept.</exception>
    /// <exception cref="DivergedException">Loss or weights are no longer finite or have grown out of bounds.</exception>
    public History Run(Action? checkpoint, CancellationToken cancellation)
    {
        bool isDone = false;
        while (!isDone)
        {
            try
            {
                RunEpochs(checkpoint, cancellation);
                isDone = true;
            }
            catch (DivergedException error) when (first is not null && state.FailedAttempts.Count < job.Options.Retries)
            {
                BeginAgain(error);
            }
        }

        best.Restore();
        string stopped = state.Stopped ?? (job.Options.Epochs == 1 ? "the one epoch is done" : $"all {job.Options.Epochs} epochs done");
        return new History([.. state.Epochs], state.BestEpoch, stopped, state.Seconds) { FailedAttempts = [.. state.FailedAttempts] };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        batches.Dispose();
        team.Dispose();
    }

    private void RunEpochs(Action? checkpoint, CancellationToken cancellation)
    {
        while (state.Stopped is null && state.Epochs.Count < job.Options.Epochs)
        {
            EpochResult? result = RunEpoch(cancellation);
            if (result is null)
            {
                checkpoint?.Invoke();
                throw new OperationCanceledException(cancellation);
            }

            state.Stopped = Conclude(result);
            checkpoint?.Invoke();
        }
    }

    /// <summary>"Try a large value first; divide by 10 and retry in case of divergence": with the first weights, and nothing remembered.</summary>
    private void BeginAgain(DivergedException error)
    {
        var failed = new FailedAttempt(job.Optimizer.LearningRate * state.RateFactor, error.Epoch, error.Reason);
        state.BeginAgain(failed);
        best.Forget();
        first!.Restore();
        optimizerState.Clear();
        foreach (Callback callback in job.Options.Callbacks)
        {
            callback.OnRetry(failed, job.Optimizer.LearningRate * state.RateFactor);
        }
    }

    /// <summary>Runs the rest of the current epoch.</summary>
    /// <returns>Its figures, or <c>null</c> when it was cancelled.</returns>
    private EpochResult? RunEpoch(CancellationToken cancellation)
    {
        int epoch = state.Epochs.Count + 1;
        if (job.Optimizer.TakesAllRows)
        {
            RowOrder.Keep(order);
        }
        else
        {
            RowOrder.Shuffle(order, job.Options.Seed, epoch);
        }

        batches.BeginEpoch(order, epoch, state.StepInEpoch);
        long began = Stopwatch.GetTimestamp();
        long reported = began;
        long rowsBefore = state.RowsSeen;
        double rate = 0;
        string? reachedGoal = null;
        while (state.StepInEpoch < steps && reachedGoal is null)
        {
            if (cancellation.IsCancellationRequested)
            {
                state.Seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
                divergence.CheckNumbers(optimizerState);
                return null;
            }

            rate = job.Optimizer.LearningRate * state.RateFactor * job.Options.Schedule.Factor(state.Step, totalSteps);
            reachedGoal = goals.After(RunStep(rate), state.Step);
            if (job.Options.Progress is { } progress && Stopwatch.GetElapsedTime(reported) >= job.Options.ReportInterval)
            {
                reported = Stopwatch.GetTimestamp();
                progress.Report(ProgressNow(epoch, (state.RowsSeen - rowsBefore) / Stopwatch.GetElapsedTime(began).TotalSeconds, null));
            }
        }

        divergence.CheckNumbers(optimizerState);
        double rowsPerSecond = (state.RowsSeen - rowsBefore) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        state.Stopped = reachedGoal;
        EpochResult result = Validate(epoch, rate, began);
        state.Seconds += result.Seconds;
        job.Options.Progress?.Report(ProgressNow(epoch, rowsPerSecond, result));
        return result;
    }

    private StepFigures RunStep(double rate)
    {
        int start = state.StepInEpoch * batchSize;
        int count = Math.Min(batchSize, order.Length - start);
        StepFigures figures = batches.Run(order.AsSpan(start, count), state.Step, rate);
        state.FirstLoss ??= figures.Loss;
        divergence.CheckLoss(figures.Loss);
        state.Step++;
        state.StepInEpoch++;
        state.LossSum += figures.Loss * count;
        state.CorrectSum += figures.Correct;
        state.RowsSeen += count;
        return figures;
    }

    private EpochResult Validate(int epoch, double rate, long began)
    {
        double? validationLoss = null;
        var metrics = new SortedDictionary<string, double?>(StringComparer.Ordinal);
        if (validation is not null)
        {
            validationLoss = validation.Run(team);
            divergence.CheckValidation(validationLoss.Value);
            foreach ((int output, OutputTask task) in job.Outputs.Index())
            {
                foreach (Metric metric in task.Metrics)
                {
                    metrics[output == 0 ? metric.Name : $"{task.Name}.{metric.Name}"] = metric.Compute(validation.Rows(output));
                }
            }
        }

        double? accuracy = batches.CountsCorrect ? state.CorrectSum / state.RowsSeen : null;
        return new EpochResult(
            epoch, state.LossSum / state.RowsSeen, accuracy, validationLoss, metrics, rate, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Books an epoch: best weights, patience, callbacks.</summary>
    /// <returns>The reason to stop, or <c>null</c>.</returns>
    private string? Conclude(EpochResult result)
    {
        state.Epochs.Add(result);
        state.BeginEpoch();
        double score = Score(result);
        state.RateFactor *= job.Options.Schedule.Cut(double.IsNaN(score) ? result.Loss : score, state.Watch);
        bool better = score < state.BestScore;
        state.Waited = better ? 0 : state.Waited + 1;
        bool keep = validation is not null && job.Options.Keep != KeepWeights.Final
            && (better || (score == state.BestScore && job.Options.Keep == KeepWeights.LastBest));
        if (better)
        {
            state.BestScore = score;
        }

        if (keep)
        {
            best.Keep();
        }

        if (keep || !best.HasWeights)
        {
            state.BestEpoch = result.Epoch;
        }

        string?[] reasons = [.. job.Options.Callbacks.Select(callback => callback.OnEpochEnd(result))];
        return state.Stopped ?? Array.Find(reasons, reason => reason is not null) ?? goals.After(result) ?? (validation is not null && state.Waited >= job.Options.Patience
            ? $"no better validation {job.Options.Monitor?.Name ?? "loss"} for {job.Options.Patience} epochs"
            : null);
    }

    /// <summary>The figure by which epochs are compared, the smaller the better; NaN without a validation set or where it is undefined.</summary>
    private double Score(EpochResult result)
    {
        if (job.Options.Monitor is not { } metric)
        {
            return result.ValidationLoss ?? double.NaN;
        }

        double? value = result.Validation.GetValueOrDefault(metric.Name);
        return (metric.HigherIsBetter ? -value : value) ?? double.NaN;
    }

    private FitProgress ProgressNow(int epoch, double rowsPerSecond, EpochResult? finished)
    {
        long rows = Math.Max(state.RowsSeen, 1);
        double? accuracy = batches.CountsCorrect ? state.CorrectSum / rows : null;
        return new FitProgress(epoch, job.Options.Epochs, state.StepInEpoch, steps, state.LossSum / rows, accuracy, rowsPerSecond, finished);
    }
}
