using System.Globalization;
using System.Xml.Linq;

namespace Cajal.Tests.Drawing;

/// <summary>G1: expressions and traces as SVG documents.</summary>
public sealed class GraphDrawingTests
{
    private readonly Graph graph = new();

    [Fact]
    public void A_trace_shows_values_gradients_and_local_derivatives()
    {
        Node x = graph.Input("x");
        Node y = graph.Input("y");
        Node z = graph.Input("z");
        Node f = ((x + y).Named("s") * z).Named("f");

        XElement svg = XDocument.Parse(GraphDrawing.ToSvg(graph.Trace(f, new() { [x] = -2, [y] = 5, [z] = -4 }))).Root!;

        string[] texts = Texts(svg);
        Assert.Contains("s = x + y", texts);
        Assert.Contains("∂f/∂x = -4", texts);
        Assert.Contains("∂f/∂z = 3", texts);
        Assert.Equal(["-12", "-2", "-4", "-4", "1", "1", "3", "3", "5"], texts.Where(text => int.TryParse(text, CultureInfo.InvariantCulture, out _)).Order(StringComparer.Ordinal));
        Assert.Equal(4, svg.Descendants().Count(element => element.Name.LocalName == "path" && element.Attribute("marker-end") is not null));
    }

    [Fact]
    public void An_expression_shows_formulas_and_shapes_with_constants_and_repeated_rows_inside()
    {
        Node inputs = graph.Input("inputs", [4, 3]);
        Node result = ((inputs.MatMul(graph.Parameter("w", [3, 2])) + graph.Parameter("b", [2])) * 2).Tanh();

        string[] texts = Texts(XDocument.Parse(GraphDrawing.ToSvg(result)).Root!);

        Assert.Equal(["[2]", "[3, 2]", "[4, 2]", "[4, 2]", "[4, 2]", "[4, 2]", "[4, 3]", "b", "inputs", "v1 = inputs @ w", "v2 = v1 + b", "v3 = v2·2", "v4 = tanh(v3)", "w"], texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_number_repeated_to_a_shape_stands_in_the_formula_of_a_trace()
    {
        Node x = graph.Input("x", [1, 2]);
        Node f = (x - 1).Named("d").Square().Sum().Named("f");

        string[] texts = Texts(XDocument.Parse(GraphDrawing.ToSvg(graph.Trace(f, new() { [x] = [3, 4] }))).Root!);

        Assert.Contains("d = x - 1", texts);
        Assert.Equal(["d = x - 1", "f = sum(v1)", "v1 = d²"], texts.Where(text => text.Contains(" = ", StringComparison.Ordinal) && !text.StartsWith('∂')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_cannot_break_the_document()
    {
        Node x = graph.Input("</text><script>alert(\"&\")</script>\u001b[31m\n");

        string svg = GraphDrawing.ToSvg(x.Square(), new DrawingOptions { Title = "<&\u0007>" });

        Assert.DoesNotContain(XDocument.Parse(svg).Descendants(), element => element.Name.LocalName == "script");
        Assert.DoesNotContain('\u001b', svg);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public void Long_names_are_cut_between_characters(string first)
    {
        string name = first + string.Concat(Enumerable.Repeat("\U0001F9E0", 40));

        string[] texts = Texts(XDocument.Parse(GraphDrawing.ToSvg(graph.Input(name).Square())).Root!);

        Assert.All(texts, text => Assert.InRange(text.Length, 1, 60));
        Assert.Contains(texts, text => text.StartsWith(first + "\U0001F9E0", StringComparison.Ordinal) && text.EndsWith("\U0001F9E0…", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DrawingTheme.Automatic, true, true)]
    [InlineData(DrawingTheme.Light, true, false)]
    [InlineData(DrawingTheme.Dark, false, true)]
    public void A_theme_decides_the_colours(DrawingTheme theme, bool light, bool dark)
    {
        string svg = GraphDrawing.ToSvg(graph.Input("x").Square(), new DrawingOptions { Theme = theme });

        Assert.Equal(light, svg.Contains("--ground:#ffffff", StringComparison.Ordinal));
        Assert.Equal(dark, svg.Contains("--ground:#14181f", StringComparison.Ordinal));
        Assert.Equal(theme == DrawingTheme.Automatic, svg.Contains("prefers-color-scheme:dark", StringComparison.Ordinal));
    }

    private static string[] Texts(XElement svg) => [.. svg.Descendants().Where(element => element.Name.LocalName == "text" && element.Attribute("text-anchor")!.Value == "middle").Select(element => element.Value)];
}
