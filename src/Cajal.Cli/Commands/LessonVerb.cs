using System.CommandLine;
using System.Text;
using Cajal.AtomicFiles;
using Cajal.Cli.Lessons;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal lesson [NAME]</c>: worked examples of introductory lectures.</summary>
internal sealed class LessonVerb : Verb
{
    private const string ListName = "list";

    private readonly Argument<string?> name = new("NAME") { Description = "One of the names of 'cajal lesson list'", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> all = new("--all") { Description = "Run all lessons" };
    private readonly Option<string?> picture = NewOption.Text("--svg", "FILE.svg", "Draw the lesson's picture into a file");

    public LessonVerb(VerbContext context)
        : base("lesson", "Worked examples of introductory lectures, every number computed when they are run")
    {
        Add(name);
        Add(all);
        Add(picture);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal lesson list", "names and titles"),
        ("cajal lesson graph --svg graph.svg", "backpropagation over (x + y)·z, stage by stage, and its picture"),
        ("cajal lesson errata", "slips in the slides: printed form, right form, finite difference"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        TextWriter output = context.Terminal.Output;
        string chosen = parsed.GetValue(name) ?? ListName;
        if (parsed.GetValue(all))
        {
            foreach (Lesson each in Lesson.All)
            {
                output.WriteLine($"== {each.Name}: {each.Title}");
                output.WriteLine();
                each.Write(output);
                output.WriteLine();
            }
        }
        else if (chosen == ListName)
        {
            var table = new TextTable("name", "what it shows") { MaximumCell = 160 };
            foreach (Lesson each in Lesson.All)
            {
                table.Add(each.Name, each.Title);
            }

            table.WriteTo(output);
        }
        else
        {
            var lesson = Lesson.ByName(chosen);
            Draw(lesson, parsed.GetValue(picture), context);
            lesson.Write(output);
        }

        return ExitCodes.Done;
    }

    private static void Draw(Lesson lesson, string? path, VerbContext context)
    {
        if (path is null)
        {
            return;
        }

        byte[] svg = Encoding.UTF8.GetBytes(lesson.Picture
            ?? throw new ConfigurationException(
                $"--svg: the lesson '{lesson.Name}' has no picture. Those with one: {string.Join(", ", Lesson.All.Where(each => each.Picture is not null).Select(each => each.Name))}."));
        AtomicFile.Write(path, stream => stream.Write(svg));
        context.Terminal.Say($"{PrintableText.Escape(path)} written.");
    }
}
