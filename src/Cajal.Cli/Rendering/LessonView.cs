using System.Globalization;
using System.Text.Json;
using Cajal.Cli.Lessons;

namespace Cajal.Cli.Rendering;

/// <summary>What lessons came to, for a person and for a program.</summary>
internal static class LessonView
{
    /// <summary>The names, rows and titles of lessons.</summary>
    public static void WriteList(TextWriter output, IEnumerable<Lesson> lessons)
    {
        var table = new TextTable("", "name", "rows", "what it shows") { MaximumCell = 160 };
        foreach (Lesson lesson in lessons)
        {
            table.Add(lesson.Id, lesson.Name, string.Join(" ", lesson.Rows), lesson.Title);
        }

        table.WriteTo(output);
    }

    /// <summary>The figures of a lesson with what they have to meet.</summary>
    public static void WriteFigures(TextWriter output, LessonResult result)
    {
        output.WriteLine($"Figures ({(result.Ok ? "all as they must be" : "NOT all as they must be")}, {Figures.Time(result.Seconds)}):");
        var table = new TextTable("row", "figure", ">computed", "must be", "") { MaximumCell = 100, ShowsHeads = true };
        foreach (Figure figure in result.Figures)
        {
            table.Add(figure.Row, figure.Name, figure.Value.ToString("G10", CultureInfo.InvariantCulture), figure.Bound.Text, figure.Ok ? "ok" : "WRONG");
        }

        foreach (string row in result.Unproved)
        {
            table.Add(row, "has no figure", "", "", "WRONG");
        }

        table.WriteTo(output, "  ");
    }

    /// <summary>The properties of <c>--json</c>.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, IReadOnlyList<LessonResult> results)
    {
        writer.Objects("lessons", results, result =>
        {
            WriteName(writer, result.Lesson);
            writer.WriteBoolean("ok", result.Ok);
            writer.Number("seconds", Math.Round(result.Seconds, 3));
            writer.WriteStartObject("figures");
            foreach (Figure figure in result.Figures)
            {
                writer.WriteStartObject(figure.Key);
                writer.Number("value", figure.Value);
                writer.WriteString("expected", figure.Bound.Text);
                writer.WriteBoolean("ok", figure.Ok);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
        writer.WriteBoolean("ok", results.All(result => result.Ok));
    }

    /// <summary>The properties of <c>list --json</c>.</summary>
    public static void WriteListProperties(Utf8JsonWriter writer, IEnumerable<Lesson> lessons) =>
        writer.Objects("lessons", lessons, lesson => WriteName(writer, lesson));

    private static void WriteName(Utf8JsonWriter writer, Lesson lesson)
    {
        writer.WriteString("id", lesson.Id);
        writer.WriteString("name", lesson.Name);
        writer.WriteString("title", lesson.Title);
        writer.Texts("rows", lesson.Rows);
    }
}
