namespace Cajal.Models;

/// <summary>A layer in an architecture: under which name it stands and what it takes.</summary>
/// <param name="Layer">The layer; the same one in several places shares its parameters among them.</param>
/// <param name="Name">Unique among the names of layers and inputs.</param>
/// <param name="Inputs">Names of inputs or of layers before it.</param>
/// <param name="Origin">The model that it was taken from as a part, if any.</param>
internal sealed record Placement(Layer Layer, string Name, IReadOnlyList<string> Inputs, PartOrigin? Origin = null);

/// <summary>Where a layer of a part comes from, so that it can keep the weights that it has there.</summary>
/// <param name="Part">The model that was used as a part.</param>
/// <param name="Name">Name of the layer in it.</param>
/// <param name="Inner">Where the part has the layer from, if it is itself made of parts.</param>
internal sealed record PartOrigin(Model Part, string Name, PartOrigin? Inner);

/// <summary>A net without shapes and numbers: inputs, layers after what they take, outputs, all by name. It is what a file lists.</summary>
/// <param name="Title">What messages call the model: its type.</param>
/// <param name="Inputs">Names of the inputs.</param>
/// <param name="Placements">The layers; each takes inputs and earlier layers only, so that there is no loop.</param>
/// <param name="Outputs">Names of the layers that give the outputs.</param>
internal sealed record Architecture(string Title, IReadOnlyList<string> Inputs, IReadOnlyList<Placement> Placements, IReadOnlyList<string> Outputs)
{
    /// <summary>Name of the input of a model that has one.</summary>
    public const string OnlyInput = "inputs";

    /// <summary>Layers one after the other.</summary>
    public static Architecture Chain(IReadOnlyList<Layer> layers)
    {
        var builder = new ArchitectureBuilder(nameof(Sequential));
        string value = builder.AddInput(OnlyInput);
        foreach (Layer layer in layers)
        {
            value = builder.AddLayer(layer, [value]);
        }

        return builder.Finish([value]);
    }

    /// <summary>Whether there is one input, each layer takes what the one before it gives, and the last one gives the only output.</summary>
    public bool IsChain => Inputs.Count == 1 && Outputs.Count == 1 && Outputs[0] == Placements[^1].Name
        && Placements.Index().All(place => place.Item.Inputs.Count == 1 && place.Item.Inputs[0] == Before(place.Index));

    /// <summary>The layers without repetition: one that stands in several places is listed once.</summary>
    public IReadOnlyList<Layer> Layers => [.. Placements.Select(placement => placement.Layer).Distinct()];

    /// <summary>What stands before a place: the layer before it or the first input.</summary>
    public string Before(int place) => place == 0 ? Inputs[0] : Placements[place - 1].Name;
}
