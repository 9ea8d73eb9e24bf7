using System.Xml.Linq;
using Cajal.Cli.Lessons;
using Cajal.Cli.Lessons.Graphs;
using Cajal.Cli.Lessons.Units;
using Cajal.Cli.Rendering;
using Xunit.Abstractions;

namespace Cajal.Tests.Lessons;

/// <summary>Every row of the specification has a lesson, every lesson's figures come out right, and a broken lesson is seen.</summary>
public sealed class LessonFigureTests(ITestOutputHelper output)
{
    /// <summary>The rows of the specification, by group: how many, and those that lessons do not show.</summary>
    private static readonly (string Group, int Rows)[] Groups = [("U", 13), ("F", 11), ("C", 5), ("G", 12), ("O", 17)];

    /// <summary>Rows without a lesson, each with the reason.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
    };

    public static TheoryData<string> Names => [.. Lesson.All.Select(lesson => lesson.Name)];

    [Fact]
    public void Every_row_of_the_specification_has_a_lesson_or_stands_in_the_list_of_open_ones()
    {
        string[] rows = [.. Groups.SelectMany(group => Enumerable.Range(1, group.Rows).Select(number => $"{group.Group}{number}"))];

        Assert.Equal(58, rows.Length);
        Assert.Equal(rows.Except(Open.Keys), rows.Intersect(Lesson.All.SelectMany(lesson => lesson.Rows)));
        Assert.Empty(Lesson.All.SelectMany(lesson => lesson.Rows).Except(rows));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_figures_of_a_lesson_come_out_right(string name)
    {
        var text = new StringWriter();
        LessonResult result = null!;
        InCulture.Run("de-DE", () => result = Lesson.ByName(name).Run(text));

        Assert.DoesNotMatch(@"[0-9],[0-9]{1,2}(?![0-9])", text.ToString());
        output.WriteLine($"{result.Seconds:0.00} s");
        Assert.Equal([], result.Figures.Where(figure => !figure.Ok).Select(figure => $"{figure.Key}: {figure.Value}, must be {figure.Bound.Text}"));
        Assert.Equal(result.Lesson.Rows.Order(), result.Figures.Select(figure => figure.Row).Distinct().Order());
        Assert.True(result.Ok);
        Assert.All(result.Figures, figure => Assert.False(figure.Bound.Holds(double.NaN) || (figure.Bound.Holds(double.MinValue) && figure.Bound.Holds(double.MaxValue)), figure.Key));
        Assert.Equal("svg", XDocument.Parse(result.Picture).Root!.Name.LocalName);
    }

    [Fact]
    public void Names_and_numbers_are_distinct() => Assert.Equal(Lesson.All.Count, Lesson.All.Select(lesson => lesson.Name).Distinct().Count());

    public static TheoryData<string> Broken => ["a rate that is not the lecture's", "a point that is not the lecture's", "a row without a figure", "a figure of a wrong value", "not a number"];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_lesson_that_is_broken_on_purpose_is_not_ok(string how)
    {
        Lesson lesson = how switch
        {
            "a rate that is not the lecture's" => new WorkedExampleLesson(rate: 0.0500001),
            "a point that is not the lecture's" => new PerceptronLesson(first: 10.01),
            "a row without a figure" => new Told(double.Pi, "U1", "U2"),
            "a figure of a wrong value" => new Told(3.15, "U1"),
            _ => new Told(double.NaN, "U1"),
        };
        LessonResult result = lesson.Run(TextWriter.Null);
        var text = new StringWriter();
        LessonView.WriteFigures(text, result);

        Assert.False(result.Ok);
        Assert.StartsWith("Figures (NOT all as they must be", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("WRONG", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_lesson_unbroken_is_ok_and_a_name_comes_once()
    {
        Assert.True(new Told(double.Pi, "U1").Run(TextWriter.Null).Ok);
        var page = new LessonPage(TextWriter.Null);
        page.Holds("U1", "a", true);
        Assert.StartsWith("Lesson: the figure 'U1 a' came twice", Assert.Throws<InvalidOperationException>(() => page.Holds("U1", "a", true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1.9999, false)]
    [InlineData(3.0001, false)]
    [InlineData(double.NaN, false)]
    public void A_bound_holds_between_its_ends(double value, bool holds) => Assert.Equal(holds, Bound.Between(2, 3).Holds(value));

    /// <summary>Says what it was told.</summary>
    private sealed class Told(double value, params string[] rows) : Lesson("told", "says what it was told", rows)
    {
        protected override void Teach(LessonPage page)
        {
            page.Draw("<svg/>");
            page.Check("U1", "π", value, Bound.Within(double.Pi, 1e-9));
        }
    }
}
