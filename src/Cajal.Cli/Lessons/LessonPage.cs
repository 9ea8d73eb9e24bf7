using System.Globalization;
using Cajal.Cli.Lessons.Pictures;
using Cajal.Cli.Rendering;
using Cajal.Drawing;

namespace Cajal.Cli.Lessons;

/// <summary>What a lesson fills while it is computed: text, figures, a picture.</summary>
/// <param name="output">Where the text goes.</param>
/// <param name="hasUnicode">Whether curves may be drawn with characters beyond ASCII.</param>
internal sealed class LessonPage(TextWriter output, bool hasUnicode = true)
{
    private const int CurveWidth = 84;

    private readonly List<Figure> figures = [];

    /// <summary>The figures so far.</summary>
    public IReadOnlyList<Figure> Figures => figures;

    /// <summary>The picture as an SVG document, <c>null</c> as long as nothing is drawn.</summary>
    public string? Picture { get; private set; }

    /// <summary>Writes a paragraph and an empty line.</summary>
    public void Say(string text)
    {
        output.WriteLine(text);
        output.WriteLine();
    }

    /// <summary>Writes what something says of itself, indented, and an empty line.</summary>
    public void Show(object block)
    {
        foreach (string line in block.ToString()!.TrimEnd().Split('\n'))
        {
            output.WriteLine(line.Length == 0 ? "" : "  " + line.TrimEnd('\r'));
        }

        output.WriteLine();
    }

    /// <summary>Shows a training's loss on its own rows and on validation rows, epoch by epoch.</summary>
    public void ShowCurve(History history) => Show(string.Join("\n", new LearningCurve(
        [.. history.Epochs.Select(epoch => epoch.Loss)], [.. history.Epochs.Select(epoch => epoch.ValidationLoss!.Value)], history.BestEpoch, hasUnicode).Lines(CurveWidth)));

    /// <summary>Says which picture belongs to the lesson.</summary>
    public void Draw(string svg) => Picture = svg;

    /// <summary>Draws curves in one frame, in characters and as the lesson's picture.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="first">What stands below the left end.</param>
    /// <param name="last">What stands below the right end.</param>
    /// <param name="curves">The curves.</param>
    public void DrawCurves(string title, string first, string last, IReadOnlyList<Curve> curves)
    {
        Show(CurveText.Draw(curves));
        Draw(CurvePicture.Draw(title, first, last, curves));
    }

    /// <summary>Draws a bar for each number, in characters and as the lesson's picture.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="bars">Names and numbers, from top to bottom.</param>
    /// <param name="format">How the numbers are written.</param>
    public void DrawBars(string title, IReadOnlyList<(string Name, double Value)> bars, string format)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        var text = new TextBars(hasUnicode, [.. bars.Select(bar => bar.Value)]);
        var table = new TextTable("", ">", "") { ShowsHeads = false };
        foreach ((string name, double value) in bars)
        {
            table.Add(name, Text(value), text.Of(value));
        }

        Show($"{title}\n{string.Join("\n", table.Lines())}");
        Draw(new BarChart(title, [.. bars.Select(bar => new Bar(bar.Name, bar.Value, Text(bar.Value)))], []).ToSvg(new DrawingOptions { Title = title }));
    }

    /// <summary>Adds a figure with what it has to meet.</summary>
    /// <param name="row">Id of the specification's row that asks for it.</param>
    /// <param name="name">What it is; distinct within row and lesson.</param>
    /// <param name="value">The number as computed.</param>
    /// <param name="bound">What it has to meet.</param>
    public void Check(string row, string name, double value, Bound bound)
    {
        var figure = new Figure(row, name, value, bound);
        if (figures.Any(other => other.Key == figure.Key))
        {
            throw new InvalidOperationException($"Lesson: the figure '{figure.Key}' came twice, expected one of a name. Name them apart.");
        }

        figures.Add(figure);
    }

    /// <summary>Adds a figure that is 1 where something holds, as it has to.</summary>
    public void Holds(string row, string name, bool holds) => Check(row, name, holds ? 1 : 0, Bound.Equal(1));
}
