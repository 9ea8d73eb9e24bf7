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
/// around pictures counted as pixels and biases left out, as papers count. Of a layer that stands in several places all are told in the first.
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
        Dictionary<string, string> layerOf = network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Layer);
        ILookup<string, long> operations = GraphFunction.Reachable(graph.Outputs).Where(node => node.Operator is ProductOperator && WeightOf(node) is not null)
            .ToLookup(node => layerOf[WeightOf(node)!], node => ((ProductOperator)node.Operator).Operations(node));
        return [.. network.Layers.Select(layer => new LayerCost(
            layer.Name, layer.Layer.Kind, layer.Output,
            layer.Parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => (long)parameter.Shape.Count), operations[layer.Name].Sum() / 2))];
    }

    /// <summary>Name of the parameter that a product multiplies with, as it is or in another order; <c>null</c> for a product of two values.</summary>
    private static string? WeightOf(Node product)
    {
        foreach (Node input in product.Inputs)
        {
            Node source = input;
            while (source.Inputs.Length == 1)
            {
                source = source.Inputs[0];
            }

            if (source.Operator is Parameter parameter)
            {
                return parameter.ParameterName;
            }
        }

        return null;
    }
}
