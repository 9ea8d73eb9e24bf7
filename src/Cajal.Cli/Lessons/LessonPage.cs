using Cajal.Cli.Rendering;

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

    /// <summary>The picture as an SVG document, or <c>null</c>.</summary>
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
