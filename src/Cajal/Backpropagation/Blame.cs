using System.Globalization;
using System.Text;
using Cajal.Backpropagation;
using Cajal.Drawing;
using Cajal.Models;
using Cajal.Training;

namespace Cajal;

/// <summary>
/// Who is to blame for the error on one sample: each unit is responsible for a part of the error of the units that it feeds, by the strength of
/// the connection and by its own slope, δⱼ = Σᵢ θᵢⱼ·δᵢ·f′.
/// </summary>
/// <example>
/// <code>
/// Blame blame = Blame.Of(model, data, row: 0);
/// Console.WriteLine(blame);
/// File.WriteAllText("blame.svg", blame.ToSvg());
/// </code>
/// </example>
public sealed class Blame
{
    private Blame(IReadOnlyList<DenseLevel> levels)
    {
        var units = new List<BlamedUnit>();
        for (int level = 0; level < levels.Count; level++)
        {
            DenseLevel? next = level + 1 < levels.Count ? levels[level + 1] : null;
            for (int unit = 0; unit < levels[level].Delta.Length; unit++)
            {
                BlameShare[] shares = next is null ? [] : [.. next.Delta.Select((delta, i) => new BlameShare($"{next.Name}[{i}]", next.Weights[i, unit], delta, next.Slopes[unit]))];
                units.Add(new BlamedUnit($"{levels[level].Name}[{unit}]", level, levels[level].Delta[unit], shares));
            }
        }

        Units = units;
    }

    /// <summary>The units of all dense layers, first layer first.</summary>
    public IReadOnlyList<BlamedUnit> Units { get; }

    /// <summary>Finds the blame of every unit.</summary>
    /// <param name="model">A model of dense layers and activations, with weights and a loss.</param>
    /// <param name="data">Rows.</param>
    /// <param name="row">The one that is looked at.</param>
    /// <exception cref="ArgumentException">The data do not fit, or the model has layers of which units have no blame of their own.</exception>
    public static Blame Of(Model model, Dataset data, int row = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(model, data, "Blame");
        return new Blame(DenseLevel.Of(new ModelExpression(model, data.Select([row]))));
    }

    /// <summary>Draws the units with their blame; a line is as strong as the part of the blame that it carries.</summary>
    /// <param name="options">Direction, colours, title.</param>
    /// <returns>An SVG document.</returns>
    public string ToSvg(DrawingOptions? options = null) => new SvgDrawing(Diagram(), options ?? new DrawingOptions { Title = "Blame" }).ToString();

    /// <summary>One line a unit: its blame, and the parts it is made of.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (BlamedUnit unit in Units.Reverse())
        {
            string parts = unit.Shares.Count == 0 ? "from the loss" : string.Join(" + ", unit.Shares.Select(share => $"{N(share.Weight)}·{N(share.Delta)}·{N(share.Slope)}"));
            string sum = unit.Shares.Count == 0 ? "" : $" = {string.Join(" + ", unit.Shares.Select(share => N(share.Value)))}";
            text.AppendLine(CultureInfo.InvariantCulture, $"δ {unit.Name} = {Number(unit.Delta)}: {parts}{sum}");
        }

        return text.ToString();
    }

    /// <summary>The units as boxes, the shares as lines.</summary>
    internal Diagram Diagram()
    {
        Dictionary<string, int> numbers = Units.Index().ToDictionary(unit => unit.Item.Name, unit => unit.Index);
        double largest = Units.SelectMany(unit => unit.Shares).Select(share => Math.Abs(share.Value)).DefaultIfEmpty(0).Max();
        int last = Units.Max(unit => unit.Layer);
        return new Diagram(
            [.. Units.Select(unit => new DiagramBox(
                unit.Layer == last ? BoxKind.Result : BoxKind.Operation, [new DiagramLine(unit.Name), new DiagramLine($"δ = {Number(unit.Delta)}", Ink.Back)]))],
            [.. Units.SelectMany((unit, index) => unit.Shares.Select(share => new DiagramEdge(
                index, numbers[share.From], new DiagramLine(Number(share.Value), Ink.Back), largest == 0 ? 0 : Math.Abs(share.Value) / largest, Ink.Back)))],
            [new DiagramLine("on each line θ·δ·f′, given back to the unit that feeds", Ink.Back)]);
    }

    private static string N(double value) => value < 0 ? $"({Number(value)})" : Number(value);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
