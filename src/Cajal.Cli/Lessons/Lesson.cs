using System.Diagnostics;
using System.Globalization;
using Cajal.Cli.Lessons.Graphs;
using Cajal.Cli.Lessons.Learning;
using Cajal.Cli.Lessons.Losses;
using Cajal.Cli.Lessons.Nets;
using Cajal.Cli.Lessons.Networks;
using Cajal.Cli.Lessons.Units;

namespace Cajal.Cli.Lessons;

/// <summary>A worked example of an introductory lecture, computed when it is run, with figures that have to come out right.</summary>
/// <param name="name">What is typed.</param>
/// <param name="title">What it shows, in a line.</param>
/// <param name="rows">Ids of the rows of the specification that it shows.</param>
internal abstract class Lesson(string name, string title, params IReadOnlyList<string> rows)
{
    /// <summary>All lessons, in the order in which they build on each other.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new UnitsLesson(), new LogicLesson(), new GatesLesson(), new HebbLesson(), new PerceptronLesson(), new XorLesson(), new RegionsLesson(),
        new SnapshotsLesson(), new LogisticLesson(),
        new KerasLesson(), new ActivationsLesson(), new OutputsLesson(), new DataLesson(),
        new LossesLesson(), new DialectsLesson(),
        new GraphLesson(), new WorkedExampleLesson(), new MatricesLesson(), new CostLesson(), new CheckLesson(), new StorageLesson(),
        new FactorsLesson(), new BlameLesson(), new MomentsLesson(), new ErrataLesson(),
        new DescentLesson(), new InitialisationLesson(), new ScalingLesson(), new RatesLesson(), new OptimisersLesson(), new StoppingLesson(),
        new OverfittingLesson(), new BabysittingLesson(), new DepthLesson(), new FeaturesLesson(), new ImportanceLesson(), new SearchLesson(),
        new SecondOrderLesson(),
        new ConvolutionLesson(), new ResidualLesson(),
    ];

    /// <summary>Its place in the order, from 01: the number of its program in the folder <c>lessons</c> too.</summary>
    public string Id => (All.Index().First(lesson => lesson.Item.Name == name).Index + 1).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>What is typed.</summary>
    public string Name => name;

    /// <summary>What it shows, in a line.</summary>
    public string Title => title;

    /// <summary>Ids of the rows of the specification that it shows, in order.</summary>
    public IReadOnlyList<string> Rows => rows;

    /// <summary>The lesson of a name or number.</summary>
    /// <exception cref="ConfigurationException">There is none; the message suggests the nearest.</exception>
    public static Lesson ByName(string name) => All.FirstOrDefault(lesson => lesson.Name == name || lesson.Id == name.PadLeft(2, '0'))
        ?? throw new ConfigurationException(
            $"there is no lesson '{PrintableText.Escape(name)}'.{NearestName.Advice(name, [.. All.Select(lesson => lesson.Name)])}");

    /// <summary>Computes the lesson and writes its text.</summary>
    /// <param name="output">Where the text goes.</param>
    /// <param name="hasUnicode">Whether curves may be drawn with characters beyond ASCII.</param>
    public LessonResult Run(TextWriter output, bool hasUnicode = true)
    {
        var page = new LessonPage(output, hasUnicode);
        long start = Stopwatch.GetTimestamp();
        Teach(page);
        string picture = page.Picture ?? throw new InvalidOperationException($"Lesson: '{name}' drew no picture. Call Draw, DrawCurves or DrawBars.");
        return new LessonResult(this, page.Figures, picture, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Fills the page.</summary>
    protected abstract void Teach(LessonPage page);
}
