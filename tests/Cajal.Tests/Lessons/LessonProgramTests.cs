using Cajal.Cli.Lessons;
using Cajal.Tests.Structure;

namespace Cajal.Tests.Lessons;

/// <summary>Each lesson stands as a short one-file program too. (.ci/lesson-programs runs them.)</summary>
public sealed class LessonProgramTests
{
    private const int MostLines = 80;

    public static TheoryData<string> Programs => [.. SourceTree.Files("lessons").Select(file => SourceTree.Relative(file))];

    [Fact]
    public void Each_lesson_has_a_program_of_its_number_and_name() =>
        Assert.Equal(Lesson.All.Select(lesson => $"lessons/{lesson.Id}-{lesson.Name}.cs"), SourceTree.Files("lessons").Select(SourceTree.Relative));

    [Fact]
    public void The_documentation_lists_each_lesson()
    {
        string documentation = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "lessons.md"));

        Assert.All(Lesson.All, lesson => Assert.Contains($"| {lesson.Id} | `{lesson.Name}` | {string.Join(" ", lesson.Rows)} | {lesson.Title} |", documentation, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_is_short_says_what_it_shows_and_names_the_library_alone(string program)
    {
        string[] lines = File.ReadAllLines(Path.Combine(SourceTree.Root, program));

        Assert.InRange(lines.Length, 5, MostLines);
        Assert.Equal(["#!/usr/bin/env dotnet", "#:project ../src/Cajal/Cajal.csproj"], lines[..2]);
        Assert.StartsWith("// ", lines[2], StringComparison.Ordinal);
        Assert.Equal(["using Cajal;"], lines.Where(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=')));
    }
}
