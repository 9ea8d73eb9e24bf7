using System.CommandLine;
using Cajal.Cli.Rendering;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal inspect</c>: what a table holds before anything is trained on it.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string> data = new(DataSource.ArgumentName) { Description = DataSource.Description };
    private readonly Option<string[]?> target = TargetNames.NewOption();
    private readonly TableOptions reading = new();
    private readonly Option<bool> json = NewOption.Json();

    public InspectVerb(VerbContext context)
        : base("inspect", "Look at data: column types, missing values, columns that give the target away")
    {
        Add(data);
        Add(target);
        reading.AddTo(this);
        Add(json);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal inspect titanic.csv --target Survived", "what each column is taken for and why; which columns give the target away"),
        ("cajal inspect mnist", "a folder of IDX files: images of each class"),
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
        var inspection = TableInspection.Of(TargetNames.Choose(table, parsed.Given(target)));
        if (parsed.GetValue(json))
        {
            JsonOutput.WriteObject(output, inspection.WriteJson);
        }
        else
        {
            output.Write(inspection);
        }

        return ExitCodes.Done;
    }
}
