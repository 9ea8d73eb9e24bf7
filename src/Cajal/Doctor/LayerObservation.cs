using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Doctor;

/// <summary>What one layer of weights, dense or a convolution, did on some rows.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Owner">The layer whose parameters it uses: itself, or the first place of a layer that stands in several.</param>
/// <param name="Units">Its units; of a convolution its output channels.</param>
/// <param name="IsLast">Whether it gives the net's outputs.</param>
/// <param name="Activation">The function that follows, unit by unit; <c>null</c> for none.</param>
/// <param name="DeadUnits">Units whose slope is 0 on every row, and everywhere in a picture; none for functions that saturate.</param>
/// <param name="SaturatedShare">Share of slopes below 5 % of the greatest one of sigmoid or tanh; <c>null</c> for others.</param>
/// <param name="GradientNorm">Root of the mean square over rows of ‖∂loss/∂sums‖.</param>
internal sealed record ObservedLayer(
    string Name, string Owner, int Units, bool IsLast, Activation? Activation, int[] DeadUnits, double? SaturatedShare, double GradientNorm);

/// <summary>One pass forward and back through a net, dropout off, that looks at every dense layer and every convolution.</summary>
internal static class LayerObservation
{
    // Below: |tanh| above 0.975, or a sigmoid within 0.013 of 0 or 1.
    private const double FlatSlope = 0.05;

    /// <summary>Looks at the layers, first to last.</summary>
    /// <param name="model">The model.</param>
    /// <param name="store">Its parameters, or others of the same names.</param>
    /// <param name="rows">All rows that are looked at.</param>
    /// <param name="targets">Their targets as the loss takes them.</param>
    public static IReadOnlyList<ObservedLayer> Of(Model model, ParameterStore<float> store, Dataset rows, Targets targets)
    {
        Network network = model.Built.Network;
        var graph = new Graph();
        NetworkGraph net = network.Expand(graph, rows.Count);
        Node input = net.Input;
        Node target = graph.Input("targets", [rows.Count, targets.Width], targets.Kind == TargetKind.Classes ? Kind.Integer : Kind.Real);
        // A convolution over samples leaves its result turned back; the layers after it build on what is inside.
        IReadOnlyList<Node> outputs = [.. net.Layers.Select(output => SamplesInnermost.Inside(output) ?? output)];
        Node loss = model.Compiled.Loss.PerRow(net.Output, target).Sum();
        int[] places = [.. Enumerable.Range(0, network.Layers.Count).Where(place => network.Layers[place].Layer is Dense or ConvolutionLayer)];
        Activation?[] activations = [.. places.Select(place => FunctionAfter(network, place))];
        IReadOnlyList<Node> gradients = loss.Gradients([.. places.Select(place => outputs[place])]);
        Node?[] slopes = [.. places.Select((place, index) =>
            activations[index] is null ? null : outputs[network.ActivationAfter(place)!.Value].Sum().Gradients([outputs[place]])[0])];
        Plan<float> plan = PlanCompiler<float>.Compile(new GraphFunction([.. gradients, .. slopes.OfType<Node>(), input, target]), store);
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        rows.CopyInputs(all, plan[input], model.Preprocessing);
        targets.CopyTo(all, plan[target]);
        plan.Run();
        return [.. places.Select((place, index) => Describe(
            network.Layers[place], index == places.Length - 1, activations[index], plan[gradients[index]], slopes[index] is { } slope ? plan[slope] : [],
            rows.Count, outputs[place] == net.Layers[place] ? 1 : rows.Count))];
    }

    /// <summary>The function that the units of a layer are given to one by one.</summary>
    private static Activation? FunctionAfter(Network network, int place) =>
        network.ActivationAfter(place) is { } next && network.Layers[next].Layer is Activation and not (Softmax or Identity) and Activation activation ? activation : null;

    // So many numbers of a unit as "run" says lie side by side.
    private static ObservedLayer Describe(
        PlacedLayer layer, bool isLast, Activation? activation, ReadOnlySpan<float> gradients, ReadOnlySpan<float> slopes, int rows, int run)
    {
        double squares = 0;
        foreach (float gradient in gradients)
        {
            squares += (double)gradient * gradient;
        }

        int units = layer.Layer is ConvolutionLayer { OutChannels: var channels } ? channels : layer.Output.Count;
        double? greatest = activation switch { Tanh => 1, Sigmoid => 0.25, _ => null };
        int[] dead = activation is null || greatest is not null ? [] : UnitsWithoutSlope(slopes, units, run);
        double? saturated = greatest is { } most ? ShareBelow(slopes, FlatSlope * most) : null;
        return new ObservedLayer(layer.Name, layer.Owner, units, isLast, activation, dead, saturated, Math.Sqrt(squares / rows));
    }

    private static int[] UnitsWithoutSlope(ReadOnlySpan<float> slopes, int units, int run)
    {
        bool[] lives = new bool[units];
        for (int index = 0; index < slopes.Length; index++)
        {
            lives[index / run % units] |= slopes[index] != 0;
        }

        return [.. Enumerable.Range(0, units).Where(unit => !lives[unit])];
    }

    private static double ShareBelow(ReadOnlySpan<float> slopes, double bound)
    {
        int count = 0;
        foreach (float slope in slopes)
        {
            count += slope < bound ? 1 : 0;
        }

        return (double)count / slopes.Length;
    }
}
