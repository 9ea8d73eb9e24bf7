using Cajal.Planning;

namespace Cajal.Models;

/// <summary>What layers bring along from models that are used as parts: weights, and whether they are frozen.</summary>
internal static class PartWeights
{
    /// <summary>Names of the layers that are frozen in the part that they come from.</summary>
    public static IEnumerable<string> Frozen(Architecture architecture)
    {
        foreach (Placement placement in architecture.Placements)
        {
            for (PartOrigin? origin = placement.Origin; origin is not null; origin = origin.Inner)
            {
                if (origin.Part.Frozen.Contains(origin.Name))
                {
                    yield return placement.Name;
                }
            }
        }
    }

    /// <summary>Copies the weights of layers whose part has some, or the part that this one took them from.</summary>
    public static void Copy(Network network, ParameterStore<float> store)
    {
        foreach ((PlacedLayer layer, Placement placement) in network.Layers.Zip(network.Architecture.Placements))
        {
            PartOrigin? origin = placement.Origin;
            while (origin is { Part.IsBuilt: false })
            {
                origin = origin.Inner;
            }

            foreach (ParameterDeclaration parameter in origin is null ? [] : layer.Parameters)
            {
                origin!.Part.Built.Store[$"{origin.Name}.{parameter.Name}"].CopyTo(store[$"{layer.Name}.{parameter.Name}"]);
            }
        }
    }
}
