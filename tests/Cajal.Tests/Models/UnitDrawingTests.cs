using System.Xml.Linq;
using Cajal.Drawing;
using Cajal.Models;

namespace Cajal.Tests.Models;

/// <summary>Small nets drawn unit by unit.</summary>
public sealed class UnitDrawingTests
{
    [Fact]
    public void Each_unit_is_a_box_and_each_weight_that_is_not_0_a_line()
    {
        Sequential net = new Sequential { new Dense(2), new Tanh(), new Dropout(0.5), new Dense(1) }.Build([3]);
        net.Unroll().Assign([2, 0, 0, -4, 1, 0, 0.5f, -0.25f, 3, -1, 7]);
        Diagram diagram = UnitDiagram.Of(net);

        Assert.Equal(["x1", "x2", "x3", "tanh b 0.5", "tanh b -0.25", "Σ b 7"], diagram.Boxes.Select(box => string.Join(" ", box.Lines.Select(line => line.Text))));
        Assert.Equal([BoxKind.Input, BoxKind.Input, BoxKind.Input, BoxKind.Operation, BoxKind.Operation, BoxKind.Result], diagram.Boxes.Select(box => box.Kind));
        Assert.Equal(
            [(0, 3, "2", 0.5, Ink.For), (1, 4, "-4", 1, Ink.Against), (2, 3, "1", 0.25, Ink.For), (3, 5, "3", 0.75, Ink.For), (4, 5, "-1", 0.25, Ink.Against)],
            diagram.Edges.Select(edge => (edge.From, edge.To, edge.Label!.Value.Text, edge.Strength!.Value, edge.Ink)));
        Assert.Equal("svg", XDocument.Parse(net.UnitsToSvg()).Root!.Name.LocalName);
    }

    [Fact]
    public void Many_weights_have_no_labels_and_too_many_are_refused()
    {
        Diagram diagram = UnitDiagram.Of(new Sequential { new Dense(9, hasBias: false), new Relu() }.Build([8], seed: 1));
        Assert.Equal(72, diagram.Edges.Count);
        Assert.All(diagram.Edges, edge => Assert.Null(edge.Label));
        Assert.Equal(["relu"], diagram.Boxes[^1].Lines.Select(line => line.Text));

        Refused("Drawing of units: the model has 440 weights that are not 0, expected at most 400: nobody could follow the lines. Draw the layers instead.",
            new Sequential { new Dense(20), new Dense(2) }.Build([20], seed: 1));
    }

    [Fact]
    public void Other_layers_are_refused() => Refused(
        "Drawing of units: the layer 'flatten1' (flatten) has no units of its own, expected dense layers and activations. Draw the layers instead.",
        new Sequential { new Flatten(), new Dense(1) }.Build([2, 2]));

    private static void Refused(string message, Model model) => Assert.Equal(message, Assert.Throws<ArgumentException>(() => model.UnitsToSvg()).Message);
}
