using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>What a step gives.</summary>
/// <param name="Loss">Mean loss of the batch before the step.</param>
/// <param name="Correct">How many of its rows were classified rightly.</param>
/// <param name="GradientNorm">Norm of all gradients together; NaN where it is not measured.</param>
/// <param name="PredictedChange">By how much the optimiser expects the loss to change; NaN where it expects nothing.</param>
/// <param name="Stop">Why the optimiser finds no further step of use; <c>null</c> to go on.</param>
internal readonly record struct StepFigures(double Loss, double Correct, double GradientNorm, double PredictedChange, string? Stop = null);

/// <summary>The training step compiled for one batch size, with the places of all that goes in and comes out. Running it allocates nothing.</summary>
internal sealed class BatchPlan
{
    private readonly TrainingJob job;
    private readonly Plan<float> plan;
    private readonly PlanValue<float>[] inputs;
    private readonly PlanValue<float>[] targets;
    private readonly PlanValue<float>? weights;
    private readonly (PlanValue<float>[] Targets, PlanValue<float> Shares)? mixed;
    private readonly PlanValue<float> loss;
    private readonly PlanValue<float>? correct;
    private readonly PlanValue<float>? gradientNorm;
    private readonly PlanValue<float>? predictedChange;
    private readonly LossPlan? lossPlan;
    private readonly (double RateFactor, PlanValue<float>?[] Places, PlanValue<float>? Threshold)[] scalarSets;
    private readonly double[] scalars;

    /// <summary>Compiles the step.</summary>
    /// <param name="job">What is trained.</param>
    /// <param name="store">Parameters and the optimiser's state.</param>
    /// <param name="rows">Rows of a batch.</param>
    public BatchPlan(TrainingJob job, ParameterStore<float> store, int rows)
    {
        this.job = job;
        Rows = rows;
        TrainingStep step = TrainingStep.Of(job, rows);
        plan = PlanCompiler<float>.Compile(step.Function, store);
        inputs = [.. step.Inputs.Select(plan.Value)];
        targets = [.. step.Targets.Select(plan.Value)];
        weights = PlaceOf(step.Weights);
        mixed = step.Mixed is { } nodes ? ([.. nodes.Targets.Select(plan.Value)], plan.Value(nodes.Shares)) : null;
        loss = plan.Value(step.Loss);
        correct = PlaceOf(step.Correct);
        gradientNorm = PlaceOf(step.GradientNorm);
        predictedChange = PlaceOf(step.PredictedChange);
        lossPlan = job.Optimizer.MeasuresLoss ? new LossPlan(step, store) : null;
        scalarSets = [.. step.Scalars.Select(set => (set.RateFactor, set.Nodes.Select(PlaceOf).ToArray(), PlaceOf(set.Threshold)))];
        scalars = new double[job.Optimizer.Scalars.Count];
    }

    /// <summary>Rows of a batch.</summary>
    public int Rows { get; }

    /// <summary>Whether right answers are counted.</summary>
    public bool CountsCorrect => correct is not null;

    /// <summary>Runs one step.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="step">Number of the step, from 0.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="team">The threads.</param>
    /// <param name="ready">The rows as they have been changed; without inputs, they are taken as they are.</param>
    public StepFigures Run(ReadOnlySpan<int> rows, long step, double rate, Team team, ReadyBatch ready = default)
    {
        Gather(rows, ready);
        if (weights is { } place)
        {
            SetWeights(rows, place.Span, targets[0].Span);
        }

        SetScalars(step, rate);
        plan.Run(team, job.Options.Seed, (ulong)step);
        return new StepFigures(loss.Span[0], correct is { } count ? count.Span[0] : 0, NumberAt(gradientNorm), NumberAt(predictedChange));

        static double NumberAt(PlanValue<float>? place) => place is { } value ? value.Span[0] : double.NaN;
    }

    /// <summary>The loss of the batch that <see cref="Run"/> saw last, with the weights as they are now and the same random numbers.</summary>
    /// <exception cref="InvalidOperationException">The optimiser did not say that it would.</exception>
    public double LossNow(long step, Team team)
    {
        if (lossPlan is null)
        {
            throw new InvalidOperationException($"{job.Optimizer.Kind}: it measures a loss and has not said so.");
        }

        Copy(inputs, lossPlan.Inputs);
        Copy(targets, lossPlan.Targets);
        if (weights is { } place)
        {
            place.Span.CopyTo(lossPlan.Weights!.Value.Span);
        }

        if (mixed is { } from && lossPlan.Mixed is { } to)
        {
            Copy(from.Targets, to.Targets);
            from.Shares.Span.CopyTo(to.Shares.Span);
        }

        lossPlan.Plan.Run(team, job.Options.Seed, (ulong)step);
        return lossPlan.Loss.Span[0];

        static void Copy(PlanValue<float>[] from, PlanValue<float>[] to)
        {
            for (int index = 0; index < from.Length; index++)
            {
                from[index].Span.CopyTo(to[index].Span);
            }
        }
    }

    private void Gather(ReadOnlySpan<int> rows, ReadyBatch ready)
    {
        if (ready.Inputs.IsEmpty)
        {
            job.Training.CopyInputs(rows, inputs[0].Span);
        }
        else
        {
            ready.Inputs.CopyTo(inputs[0].Span);
        }

        for (int index = 1; index < inputs.Length; index++)
        {
            job.Training.Further[index - 1].CopyInputs(rows, inputs[index].Span);
        }

        CopyTargets(rows, targets);
        if (mixed is { } other)
        {
            bool isMixed = !ready.Inputs.IsEmpty;
            CopyTargets(isMixed ? ready.Others : rows, other.Targets);
            other.Shares.Span.Fill(1);
            ready.Shares.CopyTo(other.Shares.Span);
        }
    }

    private void CopyTargets(ReadOnlySpan<int> rows, PlanValue<float>[] places)
    {
        for (int output = 0; output < places.Length; output++)
        {
            job.Outputs[output].Targets.CopyTo(rows, places[output].Span);
        }
    }

    private PlanValue<float>? PlaceOf(Node? node) => node is null ? null : plan.Value(node);

    private void SetWeights(ReadOnlySpan<int> rows, Span<float> rowWeights, ReadOnlySpan<float> classes)
    {
        job.Rows.CopyWeights(rows, rowWeights);
        if (job.Options.ClassWeights is { } classWeights)
        {
            for (int row = 0; row < rowWeights.Length; row++)
            {
                rowWeights[row] *= (float)classWeights[(int)classes[row]];
            }
        }
    }

    private void SetScalars(long step, double rate)
    {
        foreach ((double rateFactor, PlanValue<float>?[] places, PlanValue<float>? threshold) in scalarSets)
        {
            job.Optimizer.ComputeScalars(step + 1, rate * rateFactor, scalars);
            for (int index = 0; index < scalars.Length; index++)
            {
                if (places[index] is { } place)
                {
                    place.Span[0] = (float)scalars[index];
                }
            }

            if (threshold is { } cut)
            {
                cut.Span[0] = (float)(rate * rateFactor * job.Options.L1);
            }
        }
    }
}
