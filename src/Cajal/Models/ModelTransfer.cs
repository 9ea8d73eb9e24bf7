using Cajal.Models;

namespace Cajal;

/// <summary>Models whose layers are used again in other models.</summary>
/// <example>
/// What was learned on one task, used for another: new layers on the frozen ones, then all of them at a small rate.
/// <code>
/// var body = known.UpTo("relu2", name: "body");
/// var model = new Sequential { body, new Dense(5), new Softmax() };
/// model.Compile(new Adam(0.01), new CrossEntropy());
/// model.Freeze("body");                                   // may be done before it has weights
/// model.Fit(training, new FitOptions { Epochs = 50 });
/// model.Unfreeze("body");
/// model.Fit(training, new FitOptions { Epochs = 20, RateFactors = new Dictionary&lt;string, double&gt; { ["body"] = 0.1 } });
/// </code>
/// </example>
public static class ModelTransfer
{
    /// <summary>The part of a model that ends with a layer, as a model of its own with a copy of the weights, the preprocessing and what is frozen.</summary>
    /// <param name="model">A model with weights.</param>
    /// <param name="layer">Name of the layer whose output is wanted.</param>
    /// <param name="name">Name that the new model has as a part of another one; none by default: its layers then keep their names.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights.</exception>
    public static Model UpTo(this Model model, string layer, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Network network = model.Built.Network;
        Architecture whole = network.Architecture;
        if (whole.Placements.All(placement => placement.Name != layer))
        {
            throw new ArgumentException(
                $"UpTo: the model has no layer {PrintableText.Quote(layer)}.{NearestName.Advice(layer, [.. whole.Placements.Select(placement => placement.Name)])}", nameof(layer));
        }

        HashSet<string> needed = [layer];
        foreach (Placement placement in whole.Placements.Reverse().Where(placement => needed.Contains(placement.Name)))
        {
            needed.UnionWith(placement.Inputs);
        }

        PlacedLayer[] layers = [.. network.Layers.Where(placed => needed.Contains(placed.Name))];
        (string Name, Shape Shape)[] inputs = [.. whole.Inputs.Zip(network.InputShapes).Where(input => needed.Contains(input.First))];
        var architecture = new Architecture(
            nameof(Model), [.. inputs.Select(input => input.Name)],
            [.. layers.Select(placed => new Placement(placed.Layer, placed.Name, placed.Takes, new PartOrigin(model, placed.Owner, null)))], [layer]);
        var part = new Model(architecture, [.. inputs.Select(input => input.Shape)], name);
        part.Bind(
            part.PlaceFor([.. inputs.Select(input => input.Shape)]).WithOwnLayers(), model.Seed, [.. inputs.Select(input => model.Built.Scalers[whole.Inputs.ToList().IndexOf(input.Name)])]);
        return part;
    }

    /// <summary>Copies weights from layers of the same names in another model.</summary>
    /// <param name="model">The model that gets them.</param>
    /// <param name="source">The model that has them.</param>
    /// <param name="parts">Names of layers or of parts; none for all layers that learn and that both models have.</param>
    /// <returns>Names of the layers that were copied.</returns>
    /// <exception cref="ArgumentException">A layer is missing in one of the models or has another shape there, or they have none in common; nothing is copied.</exception>
    /// <exception cref="InvalidOperationException">One of the models has no weights.</exception>
    public static IReadOnlyList<string> CopyWeights(this Model model, Model source, params IReadOnlyList<string> parts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(parts);
        (BuiltModel target, BuiltModel origin) = (model.Built, source.Built);
        Dictionary<string, NetworkParameter> known = origin.Network.Parameters.ToDictionary(parameter => parameter.Name);
        HashSet<string>? chosen = parts.Count == 0 ? null : [.. PartNames.LayersOf(target.Network.Architecture, parts, nameof(CopyWeights))];
        NetworkParameter[] copied =
            [.. target.Network.Parameters.Where(parameter => chosen?.Contains(parameter.Layer) ?? known.ContainsKey(parameter.Name))];
        foreach (NetworkParameter parameter in copied)
        {
            Shape wanted = parameter.Declaration.Shape;
            if (!known.TryGetValue(parameter.Name, out NetworkParameter? present) || present.Declaration.Shape != wanted)
            {
                throw new ArgumentException(
                    $"CopyWeights: {PrintableText.Quote(parameter.Name)} is {(present is null ? "missing" : $"{present.Declaration.Shape}")} in the source, expected {wanted}. "
                    + "Name the layers that both models have alike.", nameof(source));
            }
        }

        foreach (NetworkParameter parameter in copied)
        {
            origin.Store[parameter.Name].CopyTo(target.Store[parameter.Name]);
        }

        return copied.Length > 0
            ? [.. copied.Select(parameter => parameter.Layer).Distinct()]
            : throw new ArgumentException("CopyWeights: the models have no layer that learns in common. Give the layers the names that they have in the source.", nameof(source));
    }
}
