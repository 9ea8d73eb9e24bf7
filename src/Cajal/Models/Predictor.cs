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
    // Activations of 64 rows of some hundred columns stay in the second-level cache; more rows gain nothing.
    private const int BlockRows = 64;

    private readonly ConcurrentBag<Worker> single = [];
    private readonly ConcurrentBag<Worker> blocks = [];
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

        ConcurrentBag<Worker> bag = rows == 1 ? single : blocks;
        if (!bag.TryTake(out Worker? worker))
        {
            worker = new Worker(new ForwardPlan(network, store, rows == 1 ? 1 : BlockRows), new Team(1));
        }

        try
        {
            Run(worker, inputs, outputs);
        }
        finally
        {
            bag.Add(worker);
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
