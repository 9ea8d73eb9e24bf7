using System.CommandLine;
using System.Text;
using Cajal.AtomicFiles;
using Cajal.Cli.Lessons;
using Cajal.Cli.Rendering;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal lesson [NAME]</c>: worked examples of introductory lectures, whose figures have to come out right.</summary>
internal sealed class LessonVerb : Verb
{
    private const string ListName = "list";

    private readonly Argument<string?> name = new("NAME") { Description = "One of the names or numbers of 'cajal lesson list'", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> all = new("--all") { Description = "Run all lessons" };
    private readonly Option<string?> picture = NewOption.Text("--svg", "FILE.svg", "Draw the lesson's picture into a file");
    private readonly Option<bool> json = NewOption.Json();

    public LessonVerb(VerbContext context)
        : base("lesson", "Worked examples of introductory lectures, every number computed when they are run; exit code 5 where one is wrong")
    {
        Add(name);
        Add(all);
        Add(picture);
        Add(json);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal lesson list", "names, rows of the specification, titles"),
        ("cajal lesson graph --svg graph.svg", "backpropagation over (x + y)·z, stage by stage, and its picture"),
        ("cajal lesson errata", "slips in the slides: printed form, right form, finite difference"),
        ("cajal lesson --all --json", "every figure with what it has to meet, for a program"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        TextWriter output = context.Terminal.Output;
        string chosen = parsed.GetValue(name) ?? ListName;
        bool runsAll = parsed.GetValue(all);
        string? file = parsed.GetValue(picture);
        if (runsAll && parsed.GetValue(name) is { } one)
        {
            throw new ConfigurationException($"--all runs every lesson, but {PrintableText.Quote(one)} is named too. Leave one of them out.");
        }

        if (!runsAll && chosen == ListName)
        {
            if (file is not null)
            {
                throw new ConfigurationException("--svg draws the picture of a lesson, but none is named. Name one of 'cajal lesson list'.");
            }

            List(output, parsed.GetValue(json));
            return ExitCodes.Done;
        }

        IReadOnlyList<Lesson> lessons = runsAll ? Lesson.All : [Lesson.ByName(chosen)];
        RefusePicture(lessons, file);
        LessonResult[] results = parsed.GetValue(json)
            ? [.. lessons.Select(lesson => lesson.Run(TextWriter.Null))]
            : [.. lessons.Select(lesson => Show(lesson, context.Terminal, hasTitle: runsAll))];
        if (parsed.GetValue(json))
        {
            JsonOutput.Write(output, writer => LessonView.WriteProperties(writer, results));
        }

        if (file is not null)
        {
            byte[] svg = Encoding.UTF8.GetBytes(results[0].Picture);
            AtomicFile.Write(file, stream => stream.Write(svg));
            context.Terminal.Say($"{PrintableText.Escape(file)} written.");
        }

        return Judge(results, context);
    }

    private static void List(TextWriter output, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(output, writer => LessonView.WriteListProperties(writer, Lesson.All));
        }
        else
        {
            LessonView.WriteList(output, Lesson.All);
        }
    }

    private static LessonResult Show(Lesson lesson, Terminal terminal, bool hasTitle)
    {
        TextWriter output = terminal.Output;
        if (hasTitle)
        {
            output.WriteLine($"== {lesson.Id} {lesson.Name}: {lesson.Title}");
            output.WriteLine();
        }

        LessonResult result = lesson.Run(output, terminal.HasUnicode);
        LessonView.WriteFigures(output, result);
        output.WriteLine();
        return result;
    }

    private static int Judge(LessonResult[] results, VerbContext context)
    {
        string[] wrong = [.. results.Where(result => !result.Ok).Select(result => result.Lesson.Name)];
        if (wrong.Length > 0)
        {
            context.Terminal.Flush();
            context.Terminal.Say($"cajal: figures are not as they must be in: {string.Join(", ", wrong)}.");
            return ExitCodes.GateFailed;
        }

        return ExitCodes.Done;
    }

    private static void RefusePicture(IReadOnlyList<Lesson> lessons, string? file)
    {
        if (file is not null && lessons.Count > 1)
        {
            throw new ConfigurationException("--svg: --all runs several lessons, one file takes one picture. Name one lesson.");
        }
    }
}
