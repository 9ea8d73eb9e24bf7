using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Derivatives;

/// <summary>
/// One net's gradient by three methods, counted and timed: a net of three layers of tanh units, all of one width, a linear output and
/// ½(ŷ − y)², for one sample.
/// </summary>
internal sealed class GradientCost : IDisposable
{
    private const int Layers = 3;
    private const double Step = 1e-5;

    private readonly Team team = new(1);
    private readonly int width;
    private readonly Node input;
    private readonly Node loss;
    private readonly Node[] weights;
    private readonly ParameterStore<double> store;
    private readonly double[] sample;

    /// <summary>Makes the net, its weights and a sample.</summary>
    public GradientCost(int width, ulong seed)
    {
        this.width = width;
        var graph = new Graph();
        input = graph.Input("x", [1, width]);
        weights = [.. Enumerable.Range(0, Layers + 1).Select(layer => graph.Parameter($"W{layer + 1}", [width, layer == Layers ? 1 : width]))];
        Node value = input;
        for (int layer = 0; layer < Layers; layer++)
        {
            value = value.MatMul(weights[layer]).Tanh();
        }

        loss = 0.5 * (value.MatMul(weights[Layers]) - 1).Square().Sum();
        store = new ParameterStore<double>(weights.Select((weight, layer) => ($"W{layer + 1}", weight.Shape)));
        for (int layer = 0; layer <= Layers; layer++)
        {
            Fill(Values(layer), seed, (ulong)layer);
        }

        sample = new double[width];
        Fill(sample, seed, Layers + 1);
    }

    /// <summary>Computes the gradient by each method.</summary>
    public GradientCostRow Measure()
    {
        var forward = new CountedPlan(store, team, loss);
        Start(forward);
        double[] backpropagated = Backpropagation(out CountedPlan backward);
        double[] single = OnePerWeight(out CountedPlan derivative);
        double[] differences = Differences(out CountedPlan twice);
        double disagreement = backpropagated
            .Select((value, index) => Math.Max(Math.Abs(value - single[index]), Math.Abs(value - differences[index])) / Math.Max(1, Math.Abs(value))).Max();
        return new GradientCostRow(
            width, backpropagated.Length, forward.MultiplyAdds, derivative.MultiplyAdds, twice.MultiplyAdds,
            backward.MultiplyAdds - forward.MultiplyAdds, forward.Time, derivative.Time, twice.Time, backward.Time, disagreement);
    }

    /// <inheritdoc/>
    public void Dispose() => team.Dispose();

    private double[] Backpropagation(out CountedPlan plan)
    {
        IReadOnlyList<Node> gradients = loss.Gradients(weights);
        plan = new CountedPlan(store, team, [loss, .. gradients]);
        Start(plan);
        var result = new List<double>();
        foreach (Node gradient in gradients)
        {
            result.AddRange(plan[gradient]);
        }

        return [.. result];
    }

    private double[] OnePerWeight(out CountedPlan plan)
    {
        Node[] directions = [.. weights.Select(weight => loss.Graph.Input("direction", weight.Shape))];
        Node change = ForwardMode.Derivative(loss, weights.Zip(directions).ToDictionary(pair => pair.First, pair => pair.Second));
        plan = new CountedPlan(store, team, change);
        sample.CopyTo(plan[input]);
        var result = new List<double>();
        foreach (Node direction in directions)
        {
            for (int element = 0; element < direction.Shape.Count; element++)
            {
                plan[direction][element] = 1;
                plan.Run(team);
                result.Add(plan[change][0]);
                plan[direction][element] = 0;
            }
        }

        return [.. result];
    }

    private double[] Differences(out CountedPlan plan)
    {
        plan = new CountedPlan(store, team, loss);
        sample.CopyTo(plan[input]);
        var result = new List<double>();
        for (int layer = 0; layer <= Layers; layer++)
        {
            for (int element = 0; element < Values(layer).Length; element++)
            {
                double original = Values(layer)[element];
                Values(layer)[element] = original + Step;
                plan.Run(team);
                double above = plan[loss][0];
                Values(layer)[element] = original - Step;
                plan.Run(team);
                Values(layer)[element] = original;
                result.Add((above - plan[loss][0]) / (2 * Step));
            }
        }

        return [.. result];
    }

    private void Start(CountedPlan plan)
    {
        sample.CopyTo(plan[input]);
        plan.Run(team);
    }

    private Span<double> Values(int layer) => store[$"W{layer + 1}"];

    private void Fill(Span<double> values, ulong seed, ulong stream)
    {
        CounterRandom.Uniform(seed, stream, 0, values);
        foreach (ref double value in values)
        {
            value = ((2 * value) - 1) / Math.Sqrt(width);
        }
    }
}
