namespace Cajal.Models;

/// <summary>Puts an architecture together, layer by layer, and gives names to those that have none.</summary>
/// <param name="title">What messages call the model.</param>
internal sealed class ArchitectureBuilder(string title)
{
    private readonly List<string> inputs = [];
    private readonly List<Placement> placements = [];
    private readonly HashSet<string> names = [];
    private readonly Dictionary<string, int> counts = [];
    private readonly Dictionary<Layer, string> first = [];
    private readonly Dictionary<string, int> applications = [];

    /// <summary>Adds an input.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public string AddInput(string name)
    {
        inputs.Add(Taken(name, null));
        return name;
    }

    /// <summary>Adds a layer after what it takes. One that has been added before shares its parameters.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="takes">Names of what it takes.</param>
    /// <param name="name">Its name here; by default its own, or its kind with a number, which it then keeps.</param>
    /// <param name="origin">The part that it comes from.</param>
    /// <returns>Its name in this place.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public string AddLayer(Layer layer, IReadOnlyList<string> takes, string? name = null, PartOrigin? origin = null)
    {
        if (first.TryGetValue(layer, out string? owner))
        {
            name = name is not null && names.Add(name) ? name : Taken(Again(owner), origin);
        }
        else
        {
            int number = counts[layer.Kind] = counts.GetValueOrDefault(layer.Kind) + 1;
            string own = layer.Name ?? $"{layer.Kind}{number}";
            name = first[layer] = Taken(name ?? own, origin);
            layer.Name ??= own;
        }

        placements.Add(new Placement(layer, name, takes, origin));
        return name;
    }

    /// <summary>Adds the layers of another model, under its name where it has one: <c>encoder.dense1</c>.</summary>
    /// <param name="part">The other model.</param>
    /// <param name="takes">Names of what its inputs are, one for each.</param>
    /// <returns>Names of its outputs.</returns>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    public IReadOnlyList<string> AddPart(Model part, IReadOnlyList<string> takes)
    {
        Architecture architecture = part.Architecture;
        var here = architecture.Inputs.Zip(takes).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (Placement placement in architecture.Placements)
        {
            string name = part.Name is null ? placement.Name : $"{part.Name}.{placement.Name}";
            var origin = new PartOrigin(part, placement.Name, placement.Origin);
            here[placement.Name] = AddLayer(placement.Layer, [.. placement.Inputs.Select(input => here[input])], name, origin);
        }

        return [.. architecture.Outputs.Select(output => here[output])];
    }

    /// <summary>The architecture.</summary>
    /// <param name="outputs">Names of the layers that give the outputs.</param>
    public Architecture Finish(IReadOnlyList<string> outputs) => new(title, inputs, placements, outputs);

    private string Taken(string name, PartOrigin? origin) => names.Add(name)
        ? name
        : throw new ArgumentException($"{title}: two layers are named '{PrintableText.Escape(name)}'. "
            + (origin is { Part.Name: null } ? "Give the part a name, which then stands before its layers'." : "Give each its own name."));

    private string Again(string owner)
    {
        int application = applications.GetValueOrDefault(owner, 1);
        do
        {
            application++;
        }
        while (names.Contains($"{owner}@{application}"));
        applications[owner] = application;
        return $"{owner}@{application}";
    }
}
