using System.Globalization;
using Cajal.Drawing;

namespace Cajal.Models;

/// <summary>A net as it stands on blackboards: a box for each input and unit, a line for each weight.</summary>
internal static class UnitDiagram
{
    /// <summary>Most lines that a person can follow.</summary>
    private const int MostLines = 400;

    /// <summary>Most lines that are labelled with their weights.</summary>
    private const int MostLabels = 64;

    /// <summary>The units of a model's dense layers; weights of 0 are no lines.</summary>
    /// <exception cref="ArgumentException">The model has branches, other layers, or too many weights for a picture.</exception>
    public static Diagram Of(Model model)
    {
        Network network = model.Built.Network;
        IReadOnlyList<PlacedLayer> chain = network.Chain("Drawing of units");
        foreach (PlacedLayer layer in chain.Where(layer => layer.Layer is not (Dense or Activation or Dropout)))
        {
            throw new ArgumentException(
                $"Drawing of units: the layer '{layer.Name}' ({layer.Layer.Kind}) has no units of its own, expected dense layers and activations. Draw the layers instead.");
        }

        var boxes = new List<DiagramBox>(Enumerable.Range(1, network.InputShapes[0].Count).Select(i => new DiagramBox(BoxKind.Input, [new DiagramLine($"x{i}")])));
        var lines = new List<(int From, int To, float Weight)>();
        int first = 0;
        PlacedLayer[] dense = [.. chain.Where(layer => layer.Layer is Dense)];
        foreach (PlacedLayer layer in dense)
        {
            int next = boxes.Count;
            AddUnits(boxes, model, layer, FunctionAfter(chain, layer), layer == dense[^1] ? BoxKind.Result : BoxKind.Operation);
            AddLines(lines, Values(model, layer, "weight"), first, next, boxes.Count - next);
            first = next;
        }

        return lines.Count <= MostLines
            ? new Diagram(boxes, [.. Edges(lines)], [new DiagramLine("lines: weights, those of 0 left out", Ink.Faint), new DiagramLine("orange: above 0, blue: below", Ink.Faint), new DiagramLine("b: bias", Ink.Faint)])
            : throw new ArgumentException($"Drawing of units: the model has {lines.Count} weights that are not 0, expected at most {MostLines}: nobody could follow the lines. "
                + "Draw the layers instead.");
    }

    private static void AddUnits(List<DiagramBox> boxes, Model model, PlacedLayer layer, string? function, BoxKind kind)
    {
        float[] bias = ((Dense)layer.Layer).HasBias ? Values(model, layer, "bias") : [];
        for (int unit = 0; unit < layer.Output.Count; unit++)
        {
            var lines = new List<DiagramLine> { new(function ?? "Σ") };
            if (bias.Length > 0)
            {
                lines.Add(new DiagramLine($"b {Number(bias[unit])}", Ink.Faint));
            }

            boxes.Add(new DiagramBox(kind, lines));
        }
    }

    private static void AddLines(List<(int From, int To, float Weight)> lines, float[] weights, int first, int next, int units)
    {
        for (int place = 0; place < weights.Length; place++)
        {
            if (weights[place] != 0)
            {
                lines.Add((first + (place / units), next + (place % units), weights[place]));
            }
        }
    }

    private static IEnumerable<DiagramEdge> Edges(List<(int From, int To, float Weight)> lines)
    {
        float largest = lines.Select(line => Math.Abs(line.Weight)).DefaultIfEmpty(0).Max();
        return lines.Select(line =>
        {
            Ink ink = line.Weight < 0 ? Ink.Against : Ink.For;
            DiagramLine? label = lines.Count <= MostLabels ? new DiagramLine(Number(line.Weight), ink) : null;
            return new DiagramEdge(line.From, line.To, label, Math.Abs(line.Weight) / largest, ink);
        });
    }

    /// <summary>Kind of the activation that takes what a dense layer gives.</summary>
    private static string? FunctionAfter(IReadOnlyList<PlacedLayer> chain, PlacedLayer dense) => chain
        .SkipWhile(layer => layer != dense).Skip(1).TakeWhile(layer => layer.Layer is not Dense).FirstOrDefault(layer => layer.Layer is Activation)?.Layer.Kind;

    private static float[] Values(Model model, PlacedLayer layer, string name) =>
        model.Parameters.Single(parameter => parameter.Name == $"{layer.Owner}.{name}").Values.ToArray();

    private static string Number(float value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
