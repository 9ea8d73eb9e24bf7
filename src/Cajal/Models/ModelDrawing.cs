using System.Globalization;
using Cajal.Drawing;
using Cajal.Models;

namespace Cajal;

/// <summary>Models as SVG pictures of their graphs.</summary>
public static class ModelDrawing
{
    /// <summary>Draws the operations of a model's prediction, preprocessing left out.</summary>
    /// <param name="model">A model that has been built.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="options">Direction (from top to bottom by default), colours, title.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    /// <example><code>File.WriteAllText("iris.svg", model.ToSvg());</code></example>
    public static string ToSvg(this Model model, int rows = 1, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        NetworkGraph net = model.Built.Network.Expand(new Graph(), NumberChecks.Count("ToSvg", nameof(rows), rows));
        return GraphDrawing.ToSvg(net.Outputs, options ?? new DrawingOptions { Direction = DrawingDirection.Downward, Title = "Graph of the model" });
    }

    /// <summary>Draws a model's layers with their connections: in each box the layer, the shape of what it gives and how many numbers it learns.</summary>
    /// <param name="model">A model that has been built.</param>
    /// <param name="options">Direction (from top to bottom by default), colours, title.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    /// <example><code>File.WriteAllText("layers.svg", model.LayersToSvg());</code></example>
    public static string LayersToSvg(this Model model, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new DrawingOptions { Direction = DrawingDirection.Downward, Title = "Layers of the model" };
        return new SvgDrawing(LayersOf(model.Built.Network), options).ToString();
    }

    /// <summary>
    /// Draws a net of dense layers as on a blackboard: a box for each input and unit with its function and bias, a line for each weight that is not 0, as
    /// strong as the weight is large, labelled where there are at most 64. Weights stand as they are learned, for prepared inputs.
    /// </summary>
    /// <param name="model">A model that has been built.</param>
    /// <param name="options">Direction, colours, title.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentException">The model has branches, other layers than dense ones, activations and dropout, or more than 400 weights that are not 0.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    /// <example><code>File.WriteAllText("xor.svg", LogicFormula.Parse("(a &amp; !b) | (!a &amp; b)").ToSequential().UnitsToSvg());</code></example>
    public static string UnitsToSvg(this Model model, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new SvgDrawing(UnitDiagram.Of(model), options ?? new DrawingOptions { Title = "Units of the model" }).ToString();
    }

    /// <summary>The boxes and connections of a network's layers.</summary>
    internal static Diagram LayersOf(Network network)
    {
        Architecture architecture = network.Architecture;
        string[] names = [.. architecture.Inputs, .. network.Layers.Select(layer => layer.Name)];
        Dictionary<string, int> numbers = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        IEnumerable<DiagramBox> inputs = architecture.Inputs.Zip(network.InputShapes, (name, shape) =>
            new DiagramBox(BoxKind.Input, [new DiagramLine(name), new DiagramLine(shape.ToString(), Ink.Faint)]));
        IEnumerable<DiagramBox> layers = network.Layers.Select(layer => new DiagramBox(
            architecture.Outputs.Contains(layer.Name) ? BoxKind.Result : BoxKind.Operation, [.. LinesOf(network, layer)]));
        var edges = network.Layers.SelectMany(layer => layer.Takes.Select(taken => new DiagramEdge(numbers[taken], numbers[layer.Name])));
        return new Diagram([.. inputs, .. layers], [.. edges], []);
    }

    private static IEnumerable<DiagramLine> LinesOf(Network network, PlacedLayer layer)
    {
        yield return new DiagramLine(layer.Name.StartsWith(layer.Layer.Kind, StringComparison.Ordinal) ? layer.Name : $"{layer.Name}: {layer.Layer.Kind}");
        yield return new DiagramLine(layer.Output.ToString(), Ink.Faint);
        long learned = layer.Parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => (long)parameter.Shape.Count);
        if (layer.Owner != layer.Name)
        {
            yield return new DiagramLine($"parameters of {layer.Owner}", Ink.Faint);
        }
        else if (learned > 0)
        {
            string frozen = network.Frozen.Contains(layer.Name) ? ", frozen" : "";
            yield return new DiagramLine(learned.ToString("N0", CultureInfo.InvariantCulture) + (learned == 1 ? " parameter" : " parameters") + frozen, Ink.Faint);
        }
    }
}
