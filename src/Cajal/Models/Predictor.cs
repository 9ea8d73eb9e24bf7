using System.Collections.Concurrent;
using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Models;

/// <summary>
/// Predicts from many threads at once without locks: parameters are shared and only read, each caller borrows a plan with scratch of its
/// own. After a caller's first prediction nothing is allocated.
/// </summary>
/// <param name="network">The layers.</param>
/// <param name="store">The parameters.</param>
/// <param name="preprocessing">What is applied to inputs first, if anything.</param>
internal sealed class Predictor(Network network, ParameterStore<float> store, Scaler? preprocessing)
{
    // A plan computes all its rows, so few rows have a small one. Activations of 64 rows of some hundred columns stay in the second-level
    // cache; more rows gain nothing.
    private static readonly int[] BlockRows = [1, 8, 64];

    private readonly ConcurrentBag<Worker>[] idle = [.. BlockRows.Select(_ => new ConcurrentBag<Worker>())];
    private readonly int features = network.InputShape.Count;
    private readonly int width = network.OutputShape.Count;

    /// <summary>Predicts rows.</summary>
    /// <param name="inputs">Rows <c>[rows, features]</c>.</param>
    /// <param name="outputs">Receives <c>[rows, outputs]</c>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the network.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int rows = inputs.Length / features;
        if (rows * features != inputs.Length || outputs.Length != rows * width)
        {
            throw new ArgumentException(
                $"Predict: {inputs.Length} inputs and room for {outputs.Length} outputs; expected rows of {features} inputs and {width} outputs each. "
                + "Give whole rows and as many outputs.");
        }

        int size = rows <= BlockRows[0] ? 0 : rows <= BlockRows[1] ? 1 : 2;
        if (!idle[size].TryTake(out Worker? worker))
        {
            worker = new Worker(new ForwardPlan(network, store, BlockRows[size]), new Team(1));
        }

        try
        {
            Run(worker, inputs, outputs);
        }
        finally
        {
            idle[size].Add(worker);
        }
    }

    private void Run(Worker worker, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int rows = inputs.Length / features;
        for (int start = 0; start < rows; start += worker.Plan.Rows)
        {
            int count = Math.Min(worker.Plan.Rows, rows - start);
            Span<float> block = worker.Plan.Inputs(count);
            inputs.Slice(start * features, count * features).CopyTo(block);
            preprocessing?.Apply(block, block);
            worker.Plan.Run(worker.Team);
            worker.Plan.Outputs(count).CopyTo(outputs[(start * width)..]);
        }
    }

    private sealed record Worker(ForwardPlan Plan, Team Team);
}
