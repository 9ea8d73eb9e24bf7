using Cajal.Kernels;
using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>Outputs and mean losses of a network over a whole set, block by block, on all threads.</summary>
internal sealed class Evaluator
{
    private const int BlockRows = 256;

    private readonly PreparedSet set;
    private readonly IReadOnlyList<OutputTask> tasks;
    private readonly ForwardPlan plan;
    private readonly int[] order;
    private readonly float[] weights;
    private readonly double[] sums;

    /// <summary>Prepares an evaluation, which may then be repeated without allocation.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="store">Their parameters.</param>
    /// <param name="tasks">What each output is compared with on these rows.</param>
    /// <param name="set">The rows.</param>
    public Evaluator(Network network, ParameterStore<float> store, IReadOnlyList<OutputTask> tasks, PreparedSet set)
    {
        this.set = set;
        this.tasks = tasks;
        int count = set.Data.Count;
        plan = new ForwardPlan(network, store, Math.Min(BlockRows, count), [.. tasks.Select(task => task.Compared)]);
        order = [.. Enumerable.Range(0, count)];
        weights = new float[count];
        set.Data.CopyWeights(order, weights);
        sums = new double[tasks.Count];
        Outputs = [.. network.OutputShapes.Select(shape => new float[count * shape.Count])];
    }

    /// <summary>Each output of the last run, <c>[rows, width]</c>, regression values in their own units.</summary>
    public IReadOnlyList<float[]> Outputs { get; }

    /// <summary>The last run's rows of an output with their targets, for metrics.</summary>
    public PredictedRows Rows(int output) => new(
        Outputs[output], Outputs[output].Length / order.Length, tasks[output].Own.Numbers, tasks[output].Own.Width, set.Data.Weights);

    /// <summary>Mean loss of an output in the last run.</summary>
    public double Loss(int output) => sums[output];

    /// <summary>Evaluates the whole set.</summary>
    /// <returns>Σ w·loss / Σ w over the rows, summed in float64 in the order of the rows; of several outputs the weighted sum.</returns>
    public double Run(Team team)
    {
        double total = 0;
        Array.Clear(sums);
        for (int start = 0; start < order.Length; start += plan.Rows)
        {
            int count = Math.Min(plan.Rows, order.Length - start);
            Fill(order.AsSpan(start, count));
            plan.Run(team);
            for (int output = 0; output < tasks.Count; output++)
            {
                Take(output, start, count);
            }

            for (int row = start; row < start + count; row++)
            {
                total += weights[row];
            }
        }

        double loss = 0;
        for (int output = 0; output < tasks.Count; output++)
        {
            sums[output] /= total;
            loss += tasks[output].Compared.Weight * sums[output];
        }

        return loss;
    }

    private void Fill(ReadOnlySpan<int> rows)
    {
        set.CopyInputs(rows, plan.Inputs(rows.Length));
        for (int index = 0; index < set.Further.Count; index++)
        {
            set.Further[index].CopyInputs(rows, plan.Inputs(rows.Length, index + 1));
        }

        for (int output = 0; output < tasks.Count; output++)
        {
            tasks[output].Targets.CopyTo(rows, plan.Targets(rows.Length, output));
        }
    }

    private void Take(int output, int start, int count)
    {
        int width = Outputs[output].Length / order.Length;
        Span<float> outputs = Outputs[output].AsSpan(start * width, count * width);
        plan.Outputs(count, output).CopyTo(outputs);
        tasks[output].Scaler?.Invert(outputs, outputs);
        ReadOnlySpan<float> losses = plan.Losses(count, output);
        for (int row = 0; row < count; row++)
        {
            sums[output] += (double)weights[start + row] * losses[row];
        }
    }
}
