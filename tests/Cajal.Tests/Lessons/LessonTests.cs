using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cajal.Cli.Lessons;
using Cajal.Tests.Cli;

namespace Cajal.Tests.Lessons;

/// <summary>Lessons as they are run from the command line.</summary>
public sealed class LessonTests
{
    public static TheoryData<string, string> Names => new()
    {
        { "graph", @"∂f/∂x = \[-4\]·\(1\) = -4" },
        { "worked-example", @"w5 +0\.14 +-0\.0343825 +-\.034 +0\.1743825 +\.17\n(.*\n)*next prediction = 0\.2557457808, error = 0\.2769571714" },
        { "cost", @"  16 +784 +784 \| +1643264 +1229312 +1312 " },
        { "storage", @"h3 +sigmoid\(f3\) +\[1, 3\] +24 bytes" },
        { "factors", @"L = 64:  4160 products without reuse,  191 with reuse" },
        { "blame", @"δ dense2\[0\] = " },
        { "moments", @"variances alone .* error \d+\.\d %" },
        { "errata", @"Núñez: ∂Error/∂W6" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lesson_prints_its_figures(string name, string expected)
    {
        CliRun run = CliRun.Of("lesson", name);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(Regex.IsMatch(run.Output, expected), run.Output);
    }

    [Fact]
    public void All_lessons_are_listed_and_tested()
    {
        string list = CliRun.Of("lesson", "list").Output;

        Assert.Equal(list, CliRun.Of("lesson").Output);
        Assert.All(Lesson.All, lesson => Assert.Contains($"\n{lesson.Name} ", list, StringComparison.Ordinal));
        Assert.Equal(Lesson.All.Select(lesson => lesson.Name), Names.Select(row => (string)row[0]));
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("worked-example")]
    [InlineData("blame")]
    public void A_lesson_with_a_picture_draws_it(string name)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "lesson.svg");

        Assert.Equal(0, CliRun.Of("lesson", name, "--svg", file).ExitCode);
        Assert.Equal("svg", XDocument.Load(file).Root!.Name.LocalName);
    }

    [Fact]
    public void Wrong_words_are_told()
    {
        CliRun.Of("lesson", "grap").Refuses(
            2, "there is no lesson 'grap'. Did you mean 'graph'? Known: graph, worked-example, cost, storage, factors, blame, moments, errata.");
        CliRun.Of("lesson", "errata", "--svg", "x.svg").Refuses(2, "--svg: the lesson 'errata' has no picture. Those with one: graph, worked-example, blame.");
    }

    [Fact]
    public void The_worked_example_has_the_lectures_figures()
    {
        var example = new WorkedExample();

        Near.Equal([.121326, .226989, .132135, .0982025, .1743825, .169416], example.Weights(example.After), 1e-12);
        Near.Equal([-.011326, -.016989, -.012135, -.0182025, -.0343825, -.019416], example.Increments, 1e-12);
    }
}
