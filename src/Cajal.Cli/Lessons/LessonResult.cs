namespace Cajal.Cli.Lessons;

/// <summary>What a lesson came to when it was run.</summary>
/// <param name="Lesson">The lesson.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Picture">Its picture as an SVG document.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record LessonResult(Lesson Lesson, IReadOnlyList<Figure> Figures, string Picture, double Seconds)
{
    /// <summary>Rows that the lesson names and has no figure for.</summary>
    public IEnumerable<string> Unproved => Lesson.Rows.Except(Figures.Select(figure => figure.Row));

    /// <summary>Whether every row that the lesson names has a figure, and every figure meets its bound.</summary>
    public bool Ok => !Unproved.Any() && Figures.All(figure => figure.Ok);
}
