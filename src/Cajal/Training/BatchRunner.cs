using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>Runs training steps on batches of rows.</summary>
internal sealed class BatchRunner
{
    private readonly Team team;
    private readonly BatchPlan full;
    private readonly BatchPlan? last;
    private readonly Upkeep? upkeep;

    /// <summary>Compiles the plans: one for full batches, one for the last batch of an epoch where that is smaller.</summary>
    public BatchRunner(TrainingJob job, ParameterStore<float> store, Team team)
    {
        this.team = team;
        int batch = Math.Min(job.Options.BatchSize, job.Rows.Count);
        full = new BatchPlan(job, store, batch);
        int rest = job.Rows.Count % batch;
        last = rest == 0 ? null : new BatchPlan(job, store, rest);
        upkeep = job.Optimizer.CreateUpkeep(store);
    }

    /// <inheritdoc cref="BatchPlan.CountsCorrect"/>
    public bool CountsCorrect => full.CountsCorrect;

    /// <inheritdoc cref="BatchPlan.Run"/>
    public StepFigures Run(ReadOnlySpan<int> rows, long step, double rate)
    {
        BatchPlan plan = last is not null && rows.Length == last.Rows ? last : full;
        upkeep?.Before(step + 1);
        StepFigures figures = plan.Run(rows, step, rate, team);
        if (upkeep is not null)
        {
            double nextLoss = upkeep.WantsNextLoss(step + 1) ? plan.NextLoss(step, team) : double.NaN;
            upkeep.After(step + 1, new StepOutcome(figures.Loss, nextLoss, figures.PredictedChange));
        }

        return figures;
    }
}
