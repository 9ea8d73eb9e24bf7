namespace Cajal.Cli.Lessons;

/// <summary>A worked example of an introductory lecture, computed when it is run.</summary>
/// <param name="name">What is typed.</param>
/// <param name="title">What it shows, in a line.</param>
internal abstract class Lesson(string name, string title)
{
    /// <summary>All lessons, in the order in which they build on each other.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new GraphLesson(), new WorkedExampleLesson(), new CostLesson(), new StorageLesson(), new FactorsLesson(), new BlameLesson(), new MomentsLesson(), new ErrataLesson(),
    ];

    /// <summary>What is typed.</summary>
    public string Name => name;

    /// <summary>What it shows, in a line.</summary>
    public string Title => title;

    /// <summary>Computes the lesson and writes its text.</summary>
    public abstract void Write(TextWriter output);

    /// <summary>The lesson's picture as SVG; <c>null</c> when it has none.</summary>
    public virtual string? Picture => null;

    /// <summary>The lesson of a name.</summary>
    /// <exception cref="ConfigurationException">There is none; the message suggests the nearest.</exception>
    public static Lesson ByName(string name) => All.FirstOrDefault(lesson => lesson.Name == name)
        ?? throw new ConfigurationException(
            $"there is no lesson '{PrintableText.Escape(name)}'.{NearestName.Advice(name, [.. All.Select(lesson => lesson.Name)])}");
}
