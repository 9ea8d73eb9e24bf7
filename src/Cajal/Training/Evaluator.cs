using Cajal.Kernels;
using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Training;

/// <summary>Outputs and mean loss of a network over a whole set, block by block, on all threads.</summary>
internal sealed class Evaluator
{
    private const int BlockRows = 256;

    private readonly PreparedSet set;
    private readonly Dataset data;
    private readonly Targets targets;
    private readonly TargetScaler? targetScaler;
    private readonly ForwardPlan plan;
    private readonly int[] order;
    private readonly float[] weights;

    /// <summary>Prepares an evaluation, which may then be repeated without allocation.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="store">Their parameters.</param>
    /// <param name="targetScaler">What regression targets are standardised with for the loss.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="set">The rows, targets in their own units.</param>
    public Evaluator(Network network, ParameterStore<float> store, TargetScaler? targetScaler, Loss loss, PreparedSet set)
    {
        this.set = set;
        data = set.Data;
        this.targetScaler = targetScaler;
        targets = targetScaler is null ? data.Targets : targetScaler.Apply(data.Targets);
        plan = new ForwardPlan(network, store, Math.Min(BlockRows, data.Count), loss, data.Targets.Kind, data.Targets.Width);
        order = [.. Enumerable.Range(0, data.Count)];
        weights = new float[data.Count];
        data.CopyWeights(order, weights);
        Outputs = new float[data.Count * network.OutputShape.Count];
        Width = network.OutputShape.Count;
    }

    /// <summary>Outputs of the last run, <c>[rows, width]</c>, regression values in their own units.</summary>
    public float[] Outputs { get; }

    /// <summary>Columns of the outputs.</summary>
    public int Width { get; }

    /// <summary>The last run's rows with their targets, for metrics.</summary>
    public PredictedRows Rows => new(Outputs, Width, data.Targets.Numbers, data.Targets.Width, data.Weights);

    /// <summary>Evaluates the whole set.</summary>
    /// <returns>Σ w·loss / Σ w over the rows, summed in float64 in the order of the rows.</returns>
    public double Run(Team team)
    {
        double sum = 0;
        double total = 0;
        for (int start = 0; start < order.Length; start += plan.Rows)
        {
            int count = Math.Min(plan.Rows, order.Length - start);
            ReadOnlySpan<int> rows = order.AsSpan(start, count);
            set.CopyInputs(rows, plan.Inputs(count));
            targets.CopyTo(rows, plan.Targets(count));
            plan.Run(team);
            Span<float> outputs = Outputs.AsSpan(start * Width, count * Width);
            plan.Outputs(count).CopyTo(outputs);
            targetScaler?.Invert(outputs, outputs);
            ReadOnlySpan<float> losses = plan.Losses(count);
            for (int row = 0; row < count; row++)
            {
                sum += (double)weights[start + row] * losses[row];
                total += weights[start + row];
            }
        }

        return sum / total;
    }
}
