using Cajal.Models;
using Cajal.Ops;

namespace Cajal;

/// <summary>What a layer costs for one row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind, e.g. <c>conv2d</c>.</param>
/// <param name="Output">Shape of what it gives, without the batch axis.</param>
/// <param name="Parameters">How many numbers it learns.</param>
/// <param name="MultiplyAdds">
/// Multiplications of a value with a weight, the connections between its units and those before: those of products and convolutions, with zeros
/// around pictures counted as pixels and biases left out, as papers count.
/// </param>
public sealed record LayerCost(string Name, string Kind, Shape Output, long Parameters, long MultiplyAdds)
{
    /// <summary>The layers of a model, which needs no weights for it.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InvalidOperationException">It is a <see cref="Sequential"/> whose inputs have no shape yet.</exception>
    public static IReadOnlyList<LayerCost> Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Network network = model.Placed;
        NetworkGraph graph = network.Expand(new Graph(), batch: 1);
        return [.. network.Layers.Select(layer => new LayerCost(
            layer.Name, layer.Layer.Kind, layer.Output,
            layer.Parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => (long)parameter.Shape.Count), Products(graph, layer)))];
    }

    /// <summary>The products between what a layer takes and what it gives.</summary>
    private static long Products(NetworkGraph graph, PlacedLayer layer)
    {
        HashSet<Node> seen = [.. layer.Takes.Select(name => graph[name])];
        var stack = new Stack<Node>([graph[layer.Name]]);
        long operations = 0;
        while (stack.TryPop(out Node? node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            operations += node.Operator is ProductOperator product ? product.Operations(node) : 0;
            foreach (Node input in node.Inputs)
            {
                stack.Push(input);
            }
        }

        return operations / 2;
    }
}
