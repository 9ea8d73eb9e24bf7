using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>Runs training steps on batches of rows.</summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly TrainingJob job;
    private readonly Team team;
    private readonly BatchPlan full;
    private readonly BatchPlan? last;
    private readonly Upkeep? upkeep;
    private readonly Func<double> lossNow;
    private AugmentedBatches? augmented;
    private int nextBatch;
    private BatchPlan current;
    private long currentStep;

    /// <summary>Compiles the plans: one for full batches, one for the last batch of an epoch where that is smaller.</summary>
    public BatchRunner(TrainingJob job, ParameterStore<float> store, Team team)
    {
        this.job = job;
        this.team = team;
        int batch = job.BatchSize;
        full = new BatchPlan(job, store, batch);
        int rest = job.Rows.Count % batch;
        last = rest == 0 ? null : new BatchPlan(job, store, rest);
        current = full;
        lossNow = () => current.LossNow(currentStep, this.team);
        upkeep = job.Optimizer.CreateUpkeep(store, [.. job.Network.Trained.Select(parameter => (parameter.Name, parameter.Declaration))], job.Options.L2);
    }

    /// <inheritdoc cref="BatchPlan.CountsCorrect"/>
    public bool CountsCorrect => full.CountsCorrect;

    /// <summary>Begins an epoch: from now on rows are changed where that is wanted, and the batches come in this order.</summary>
    /// <param name="order">The rows in the order of the epoch; it stays as it is until the next one.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="firstBatch">The batch that comes first.</param>
    public void BeginEpoch(int[] order, int epoch, int firstBatch = 0)
    {
        if (job.Options.Augmentation.Count > 0)
        {
            augmented ??= new AugmentedBatches(job.Training, job.Network.InputShape, job.Options, full.Rows);
            augmented.Begin(order, epoch, firstBatch);
            nextBatch = firstBatch;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => augmented?.Dispose();

    /// <inheritdoc cref="BatchPlan.Run"/>
    public StepFigures Run(ReadOnlySpan<int> rows, long step, double rate)
    {
        (current, currentStep) = (last is not null && rows.Length == last.Rows ? last : full, step);
        upkeep?.Before(step + 1);
        StepFigures figures = current.Run(rows, step, rate, team, augmented is null ? default : augmented.Take(nextBatch++));
        string? stop = upkeep?.After(step + 1, new StepOutcome(figures.Loss, figures.PredictedChange, rate), lossNow);
        return stop is null ? figures : figures with { Stop = stop };
    }
}
