using System.CommandLine;
using Cajal.AtomicFiles;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal data list|make</c>: data that come along with the library.</summary>
internal sealed class DataVerb : Verb
{
    public DataVerb(VerbContext context)
        : base("data", "Data that come along: list them, write one as a CSV file")
    {
        Add(new ListVerb(context));
        Add(new MakeVerb(context));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal data list", "names, rows and classes of all of them"),
        ("cajal data make moons -o moons.csv", "write one as a CSV file"),
    ];

    private sealed class ListVerb : Verb
    {
        private readonly Option<bool> json = NewOption.Json();

        public ListVerb(VerbContext context)
            : base("list", "List the data that come along")
        {
            Add(json);
            Runs(context, Run);
        }

        public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
        [
            ("cajal data list", "a table of names, rows, features, classes"),
            ("cajal data list --json", "the same as one JSON object"),
        ];

        private int Run(ParseResult parsed, VerbContext context)
        {
            TextWriter output = context.Terminal.Output;
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(output, writer => writer.Objects("data", BuiltInData.All, set =>
                {
                    writer.WriteString("name", set.Name);
                    writer.WriteString("description", set.Description);
                    writer.WriteNumber("rows", set.Rows);
                    writer.WriteNumber("features", set.Features);
                    writer.WriteNumber("classes", set.Classes);
                    writer.WriteBoolean("generated", set.IsGenerated);
                }));
                return ExitCodes.Done;
            }

            var table = new TextTable("name", ">rows", ">features", ">classes", "what it is") { MaximumCell = 120 };
            foreach (BuiltInSet set in BuiltInData.All)
            {
                table.Add(set.Name, $"{set.Rows}", $"{set.Features}", $"{set.Classes}", set.Description);
            }

            table.WriteTo(output);
            return ExitCodes.Done;
        }
    }

    private sealed class MakeVerb : Verb
    {
        private readonly Argument<string> name = new("NAME") { Description = "One of the names of 'cajal data list'" };
        private readonly Option<string?> file = NewOption.Text("--output", "FILE", "The CSV file to write (default, and -: standard output)", "-o");
        private readonly Option<int?> rows = NewOption.Whole("--rows", "Rows of generated data");
        private readonly Option<ulong?> seed = NewOption.Seed("Seed of generated data (default: 0)");
        private readonly Option<double?> noise = NewOption.Number("--noise", "How far the points of generated data are scattered");

        public MakeVerb(VerbContext context)
            : base("make", "Write data that come along as a CSV file")
        {
            Add(name);
            Add(file);
            Add(rows);
            Add(seed);
            Add(noise);
            Runs(context, Run);
        }

        public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
        [
            ("cajal data make iris", "print Fisher's irises as CSV"),
            ("cajal data make spirals --rows 1000 --seed 7 -o spirals.csv", "a thousand points of another draw, in a file"),
        ];

        private int Run(ParseResult parsed, VerbContext context)
        {
            using Stream csv = BuiltInData.Open(parsed.GetValue(name)!, parsed.GetValue(rows), parsed.GetValue(seed), parsed.GetValue(noise));
            if (parsed.GetValue(file) is { } path and not "-")
            {
                AtomicFile.Write(path, csv.CopyTo);
                context.Terminal.Say($"{PrintableText.Escape(path)} written.");
                return ExitCodes.Done;
            }

            using var reader = new StreamReader(csv);
            context.Terminal.Output.Write(reader.ReadToEnd());
            return ExitCodes.Done;
        }
    }
}
