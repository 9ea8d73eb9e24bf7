using Cajal.Planning;

namespace Cajal.Models;

/// <summary>The weights that layers bring along from models that are used as parts.</summary>
internal static class PartWeights
{
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
