using System.CommandLine;
using Cajal.Cli.Rendering;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal inspect</c>: what a table holds before anything is trained on it.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string> data = new(DataSource.ArgumentName) { Description = DataSource.Description };
    private readonly TableOptions reading = new();
    private readonly Option<bool> json = NewOption.Json();

    public InspectVerb(VerbContext context)
        : base("inspect", "Look at a table: column types, missing values")
    {
        Add(data);
        reading.AddTo(this);
        Add(json);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal inspect iris", "the columns of the built-in irises"),
        ("cajal inspect titanic.csv --categories Pclass", "what each column is taken for, and why"),
        ("cajal inspect adult.csv --no-header --json", "the same for a program, of a file without column names"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        string what = parsed.GetValue(data)!;
        TextWriter output = context.Terminal.Output;
        if (DataSource.IsImages(what))
        {
            ImageInspection.Write(IdxFolder.Read(what), parsed.GetValue(json), output);
            return ExitCodes.Done;
        }

        Table table = reading.Typed(parsed, DataSource.ReadTable(what, reading.Reading(parsed), context.Terminal.OpenInput));
        TableView.Write(table, parsed.GetValue(json), output);
        return ExitCodes.Done;
    }
}
