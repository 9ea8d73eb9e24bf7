using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Explanation;

/// <summary>The activations of a model's hidden units over a set: of each dense layer but the last, after the function that follows it.</summary>
internal sealed class HiddenActivations
{
    private const int BlockRows = 64;

    private HiddenActivations(string layer, int units, int rows)
    {
        Layer = layer;
        Units = units;
        Numbers = new float[(long)units * rows];
    }

    /// <summary>The dense layer's name.</summary>
    public string Layer { get; }

    /// <summary>Units of the layer.</summary>
    public int Units { get; }

    /// <summary>Activations <c>[rows, units]</c>.</summary>
    public float[] Numbers { get; }

    /// <summary>Computes them, layer by layer in the order of the net.</summary>
    public static IReadOnlyList<HiddenActivations> Of(Model model, Dataset data)
    {
        Network network = model.Built.Network;
        var graph = new Graph();
        NetworkGraph net = network.Expand(graph, BlockRows);
        (Node input, IReadOnlyList<Node> outputs) = (net.Input, net.Layers);
        (string Name, Node Output)[] hidden = [.. Places(network).Select(place => (network.Layers[place].Name, outputs[ResponseOf(network, place)]))];
        if (hidden.Length == 0)
        {
            return [];
        }

        Plan<float> plan = PlanCompiler<float>.Compile(new GraphFunction(hidden.Select(layer => layer.Output)), model.Built.Store);
        HiddenActivations[] layers = [.. hidden.Select(layer => new HiddenActivations(layer.Name, layer.Output.Shape.Columns, data.Count))];
        for (int start = 0; start < data.Count; start += BlockRows)
        {
            int count = Math.Min(BlockRows, data.Count - start);
            data.CopyInputs([.. Enumerable.Range(start, count)], plan[input][..(count * data.Features)], model.Preprocessing);
            plan.Run();
            for (int index = 0; index < layers.Length; index++)
            {
                int units = layers[index].Units;
                plan[hidden[index].Output][..(count * units)].CopyTo(layers[index].Numbers.AsSpan(start * units));
            }
        }

        return layers;
    }

    /// <summary>Places of the dense layers but the last, which gives the outputs.</summary>
    private static IEnumerable<int> Places(Network network) =>
        Enumerable.Range(0, network.Layers.Count).Where(place => network.Layers[place].Layer is Dense).SkipLast(1);

    private static int ResponseOf(Network network, int place) => network.ActivationAfter(place) ?? place;
}
