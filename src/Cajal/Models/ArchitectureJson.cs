using System.Text.Json.Nodes;

namespace Cajal.Models;

/// <summary>
/// An architecture as JSON. Layers that follow one another are a plain list, <c>"inputShape"</c> and <c>"layers"</c>; a graph lists its inputs and outputs by name, and
/// with each layer what it takes.
/// </summary>
internal static class ArchitectureJson
{
    // Of a layer: what it takes.
    private const string Takes = "inputs";
    private const string Scaling = "preprocessing";
    private const int MostShown = 8;

    /// <summary>Writes a network's architecture.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="network">The network.</param>
    /// <param name="scalers">What is applied to each input first.</param>
    public static void Write(JsonObject json, Network network, IReadOnlyList<Scaler?> scalers)
    {
        Architecture architecture = network.Architecture;
        // A plain list names a layer once; its further places get the names that they are numbered with.
        bool isPlain = architecture.IsChain && architecture.Inputs[0] == Architecture.OnlyInput
            && network.Layers.All(layer => layer.Owner == layer.Name || layer.Name.StartsWith($"{layer.Owner}@", StringComparison.Ordinal));
        if (isPlain)
        {
            json["inputShape"] = Sizes(network.InputShape);
        }
        else
        {
            json["inputs"] = new JsonArray([.. architecture.Inputs.Select((name, index) => (JsonNode)Describe(name, network.InputShapes[index], scalers[index]))]);
        }

        json["layers"] = new JsonArray([.. network.Layers.Select(layer => (JsonNode)Describe(layer, isPlain))]);
        if (!isPlain)
        {
            json["outputs"] = Names(architecture.Outputs);
        }
        else if (scalers[0] is { } scaler)
        {
            json[Scaling] = scaler.ToJson();
        }
    }

    /// <summary>Reads an architecture into a model without weights, the network that it will have, and what is applied to its inputs.</summary>
    /// <exception cref="ModelFileException">Something is missing, unknown, of another kind or out of range, or the layers form a loop; the message names it.</exception>
    /// <exception cref="ArgumentException">Two layers have one name, or shapes do not fit.</exception>
    public static (Model Model, Network Network, IReadOnlyList<Scaler?> Scalers) Read(ModelFields fields)
    {
        ModelFields[] layers = [.. fields.Objects("layers").Select(layer => new ModelFields("Layer", layer))];
        if (!fields.Has("inputs"))
        {
            var chain = new Sequential();
            var known = new Dictionary<string, Layer>();
            foreach (ModelFields layer in layers)
            {
                chain.Add(ReadLayer(layer, layer.Json, known));
            }

            return (chain, chain.PlaceFor([ReadShape(fields, "inputShape")]), [ReadScaler(fields)]);
        }

        ModelFields[] inputs = [.. fields.Objects("inputs").Select(input => new ModelFields("Input", input))];
        Architecture architecture = ReadGraph(fields, layers, [.. inputs.Select(input => input.Text("name"))]);
        Shape[] shapes = [.. inputs.Select(input => ReadShape(input, "shape"))];
        var model = new Model(architecture, shapes);
        Scaler?[] scalers = [.. inputs.Select(ReadScaler)];
        foreach ((Scaler? scaler, Shape shape) in scalers.Zip(shapes))
        {
            if (scaler is not null && scaler.Features != shape.Count)
            {
                throw fields.Error($"the preprocessing of an input of shape {shape} has {scaler.Features} features.");
            }
        }

        return (model, model.PlaceFor(shapes), scalers);
    }

    private static JsonObject Describe(string name, Shape shape, Scaler? scaler)
    {
        var json = new JsonObject { ["name"] = name, ["shape"] = Sizes(shape) };
        if (scaler is not null)
        {
            json[Scaling] = scaler.ToJson();
        }

        return json;
    }

    private static JsonObject Describe(PlacedLayer layer, bool isPlain)
    {
        var json = layer.Owner == layer.Name ? layer.Layer.ToJson() : new JsonObject { ["shared"] = layer.Owner };
        json["name"] = layer.Name;
        if (!isPlain)
        {
            json[Takes] = Names(layer.Takes);
        }

        return json;
    }

    private static Architecture ReadGraph(ModelFields fields, ModelFields[] layers, string[] inputs)
    {
        var builder = new ArchitectureBuilder(nameof(Model));
        var known = new Dictionary<string, Layer>();
        var before = new HashSet<string>(inputs.Select(builder.AddInput));
        var takes = new Dictionary<string, string[]>();
        foreach (ModelFields layer in layers)
        {
            takes[layer.Text("name")] = layer.Texts(Takes, mayRepeat: true);
        }

        foreach (ModelFields layer in layers)
        {
            string name = layer.Text("name");
            if (takes[name].Length == 0)
            {
                throw fields.Error($"layer {PrintableText.Quote(name)} takes nothing, expected the name of an input or a layer.");
            }

            if (Array.Find(takes[name], taken => !before.Contains(taken)) is { } missing)
            {
                throw fields.Error(Misplaced(name, missing, takes));
            }

            before.Add(builder.AddLayer(ReadLayer(layer, WithoutTakes(layer.Json), known), takes[name], name));
        }

        string[] outputs = fields.Texts("outputs");
        return outputs.Length > 0 && outputs.Distinct().Count() == outputs.Length && Array.TrueForAll(outputs, takes.ContainsKey)
            ? builder.Finish(outputs)
            : throw fields.Error($"the outputs are {string.Join(", ", outputs.Select(PrintableText.Quote))}, expected the names of layers, each once.");
    }

    private static Layer ReadLayer(ModelFields fields, JsonObject own, Dictionary<string, Layer> known)
    {
        Layer layer = !fields.Has("shared")
            ? LayerTable.Read(own)
            : known.GetValueOrDefault(fields.Text("shared")) ?? throw fields.Error($"it shares the parameters of {PrintableText.Quote(fields.Text("shared"))}, which is no layer before it.");
        if (fields.Has("name"))
        {
            known.TryAdd(fields.Text("name"), layer);
        }

        return layer;
    }

    private static JsonObject WithoutTakes(JsonObject layer)
    {
        JsonObject own = layer.DeepClone().AsObject();
        own.Remove(Takes);
        return own;
    }

    /// <summary>What is wrong with a layer that takes something which does not stand before it.</summary>
    private static string Misplaced(string name, string missing, Dictionary<string, string[]> takes)
    {
        if (!takes.ContainsKey(missing))
        {
            return $"layer {PrintableText.Quote(name)} takes {PrintableText.Quote(missing)}, which is neither an input nor a layer.";
        }

        return Path(missing, name, takes) is { } path
            ? $"the layers {Shown([name, .. path])} form a loop: a layer cannot take what depends on itself."
            : $"layer {PrintableText.Quote(name)} takes {PrintableText.Quote(missing)}, which stands after it; expected each layer after those that it takes.";
    }

    private static string Shown(List<string> path)
    {
        IEnumerable<string> names = path.Select(PrintableText.Quote);
        return string.Join(" <- ", path.Count <= MostShown ? names : [.. names.Take(MostShown - 1), "...", PrintableText.Quote(path[^1])]);
    }

    /// <summary>How one layer depends on another, if it does: the names on the way, both ends among them. By loop: depth is not limited.</summary>
    private static List<string>? Path(string from, string to, Dictionary<string, string[]> takes)
    {
        var reachedFrom = new Dictionary<string, string> { [from] = from };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out string? name) && name != to)
        {
            foreach (string taken in takes.GetValueOrDefault(name, []).Where(taken => reachedFrom.TryAdd(taken, name)))
            {
                queue.Enqueue(taken);
            }
        }

        if (!reachedFrom.ContainsKey(to))
        {
            return null;
        }

        List<string> path = [to];
        while (path[^1] != from)
        {
            path.Add(reachedFrom[path[^1]]);
        }

        path.Reverse();
        return path;
    }

    private static Scaler? ReadScaler(ModelFields fields) => fields.Has(Scaling) ? Scaler.FromJson(fields.Object(Scaling)) : null;

    private static Shape ReadShape(ModelFields fields, string field) => new(fields.WholeNumbers(field));

    private static JsonArray Sizes(Shape shape) => new([.. shape.Sizes.ToArray().Select(size => (JsonNode)size)]);

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}
