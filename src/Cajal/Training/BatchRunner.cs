using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>Runs training steps on batches of rows: gathers them, sets the optimiser's numbers, runs the plan.</summary>
internal sealed class BatchRunner
{
    private readonly TrainingJob job;
    private readonly ParameterStore<float> store;
    private readonly Team team;
    private readonly StepSettings settings;
    private readonly (TrainingStep Step, Plan<float> Plan) full;
    private readonly (TrainingStep Step, Plan<float> Plan)? last;
    private readonly double[] scalars;

    /// <summary>Compiles the plans: one for full batches, one for the last batch of an epoch where that is smaller.</summary>
    public BatchRunner(TrainingJob job, ParameterStore<float> store, Team team)
    {
        this.job = job;
        this.store = store;
        this.team = team;
        settings = new StepSettings(job.Options.L2, job.Options.ClipNorm, !job.Data.Weights.IsEmpty || job.Options.ClassWeights is not null);
        scalars = new double[job.Optimizer.Scalars.Count];
        int batch = Math.Min(job.Options.BatchSize, job.Data.Count);
        full = Compile(batch);
        int rest = job.Data.Count % batch;
        last = rest == 0 ? null : Compile(rest);
    }

    /// <summary>Whether right answers are counted.</summary>
    public bool CountsCorrect => full.Step.Correct is not null;

    /// <summary>Runs one step.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="step">Number of the step, from 0.</param>
    /// <param name="rate">Learning rate.</param>
    /// <returns>Mean loss of the batch before the step, and how many of its rows were classified rightly.</returns>
    public (double Loss, double Correct) Run(ReadOnlySpan<int> rows, long step, double rate)
    {
        (TrainingStep built, Plan<float> plan) = last is { } small && rows.Length == small.Step.Inputs.Shape[0] ? small : full;
        Span<float> inputs = plan[built.Inputs];
        job.Data.CopyInputs(rows, inputs);
        job.Preprocessing?.Apply(inputs, inputs);
        job.Data.CopyTargets(rows, plan[built.Targets]);
        if (built.Weights is { } weights)
        {
            SetWeights(rows, plan[weights], plan[built.Targets]);
        }

        foreach (ScalarSet set in built.Scalars)
        {
            job.Optimizer.ComputeScalars(step + 1, rate * set.RateFactor, scalars);
            for (int index = 0; index < scalars.Length; index++)
            {
                if (set.Nodes[index] is { } node)
                {
                    plan[node][0] = (float)scalars[index];
                }
            }
        }

        plan.Run(team, job.Options.Seed, (ulong)step);
        return (plan[built.Loss][0], built.Correct is { } correct ? plan[correct][0] : 0);
    }

    /// <summary>The plan for full batches, printed.</summary>
    public override string ToString() => full.Plan.ToString();

    private (TrainingStep Step, Plan<float> Plan) Compile(int batch)
    {
        TrainingStep step = TrainingStep.Build(
            job.Network, job.Loss, job.Optimizer, settings, job.Data.Targets.Kind, job.Data.Targets.Width, batch);
        return (step, PlanCompiler<float>.Compile(step.Function, store));
    }

    private void SetWeights(ReadOnlySpan<int> rows, Span<float> weights, ReadOnlySpan<float> targets)
    {
        job.Data.CopyWeights(rows, weights);
        if (job.Options.ClassWeights is { } classWeights)
        {
            for (int row = 0; row < weights.Length; row++)
            {
                weights[row] *= (float)classWeights[(int)targets[row]];
            }
        }
    }
}
