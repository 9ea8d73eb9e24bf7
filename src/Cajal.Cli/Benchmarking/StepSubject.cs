using System.Diagnostics;
using Cajal.Kernels;
using Cajal.Models;
using Cajal.Planning;
using Cajal.Training;

namespace Cajal.Cli.Benchmarking;

/// <summary>A bare training step: the optimiser's numbers are set and the plan runs, on a batch that is already there.</summary>
internal sealed class StepSubject : Subject
{
    private readonly Optimizer optimizer;
    private readonly Team team;
    private readonly TrainingStep step;
    private readonly Plan<float> plan;
    private readonly double[] scalars;
    private long done;

    public StepSubject(Workload workload, Team team)
        : base(team.Threads)
    {
        this.team = team;
        Sequential model = workload.NewModel();
        optimizer = model.Compiled.Optimizer;
        Network network = model.Built.Network;
        Dataset rows = workload.NewRows(workload.Batch);
        var settings = new StepSettings(ClipNorm: workload.ClipNorm);
        step = TrainingStep.Build(network, model.Compiled.Loss, optimizer, settings, rows.Targets.Kind, rows.Targets.Width, workload.Batch);
        plan = PlanCompiler<float>.Compile(step.Function, new ParameterStore<float>(step.State, model.Built.Store));
        int[] batch = [.. Enumerable.Range(0, workload.Batch)];
        rows.CopyInputs(batch, plan[step.Inputs[0]]);
        rows.CopyTargets(batch, plan[step.Targets[0]]);
        scalars = new double[optimizer.Scalars.Count];
        plan.CompileLoops();
    }

    /// <inheritdoc/>
    public override double Run(int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            SetScalars();
            plan.Run(team, seed: 0, (ulong)done++);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / count;
    }

    private void SetScalars()
    {
        foreach (ScalarSet set in step.Scalars)
        {
            optimizer.ComputeScalars(done + 1, optimizer.LearningRate * set.RateFactor, scalars);
            for (int index = 0; index < scalars.Length; index++)
            {
                if (set.Nodes[index] is { } node)
                {
                    plan[node][0] = (float)scalars[index];
                }
            }
        }
    }
}
