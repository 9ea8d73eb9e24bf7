using System.Text.Json.Nodes;
using Cajal.Planning;

namespace Cajal.Models;

/// <summary>What layers bring along from models that are used as parts: weights, whether they are frozen, and what is applied to inputs before them.</summary>
internal static class PartHeritage
{
    /// <summary>Names of the layers that are frozen in the part that they come from.</summary>
    public static IEnumerable<string> Frozen(Architecture architecture)
    {
        var frozen = new Dictionary<Model, IReadOnlyCollection<string>>();
        foreach (Placement placement in architecture.Placements)
        {
            if (placement.Origin is not { } origin)
            {
                continue;
            }

            if (!frozen.TryGetValue(origin.Part, out IReadOnlyCollection<string>? names))
            {
                frozen[origin.Part] = names = origin.Part.Frozen;
            }

            if (names.Contains(origin.Name))
            {
                yield return placement.Name;
            }
        }
    }

    /// <summary>What is applied to an input in the parts with weights that it goes straight into.</summary>
    /// <exception cref="ArgumentException">They apply different things.</exception>
    public static Scaler? Preprocessing(Architecture architecture, string input)
    {
        Scaler?[] scalers =
        [
            .. from placement in architecture.Placements.Where(placement => placement.Inputs.Contains(input))
               let origin = Source(placement)
               where origin is not null
               from taken in Enumerable.Range(0, placement.Inputs.Count).Where(index => placement.Inputs[index] == input)
               select ScalerOf(origin, taken),
        ];
        JsonObject?[] settings = [.. scalers.Select(scaler => scaler?.ToJson())];
        return Array.TrueForAll(settings, one => JsonNode.DeepEquals(one, settings[0]))
            ? scalers.FirstOrDefault()
            : throw new ArgumentException(
                $"{architecture.Title}: the input {PrintableText.Quote(input)} goes into parts that have learned with different preprocessing. Say what is applied to it "
                + "(Preprocessing of the Input), or give each part an input of its own.");
    }

    /// <summary>Copies the weights of layers whose part has some, or the part that this one took them from.</summary>
    public static void CopyWeights(Network network, ParameterStore<float> store)
    {
        foreach ((PlacedLayer layer, Placement placement) in network.Layers.Zip(network.Architecture.Placements))
        {
            PartOrigin? origin = Source(placement);
            foreach (ParameterDeclaration parameter in origin is null ? [] : layer.Parameters)
            {
                origin!.Part.Built.Store[$"{origin.Name}.{parameter.Name}"].CopyTo(store[$"{layer.Name}.{parameter.Name}"]);
            }
        }
    }

    /// <summary>The nearest part around a layer that has weights.</summary>
    private static PartOrigin? Source(Placement placement)
    {
        PartOrigin? origin = placement.Origin;
        while (origin is { Part.IsBuilt: false })
        {
            origin = origin.Inner;
        }

        return origin;
    }

    /// <summary>What a part applies to what a layer of it takes.</summary>
    private static Scaler? ScalerOf(PartOrigin origin, int taken)
    {
        Network part = origin.Part.Built.Network;
        string name = part.Layers.First(layer => layer.Name == origin.Name).Takes[taken];
        int index = part.Architecture.Inputs.ToList().IndexOf(name);
        return index < 0 ? null : origin.Part.Built.Scalers[index];
    }
}
