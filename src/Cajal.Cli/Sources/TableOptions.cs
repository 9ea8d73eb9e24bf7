using System.CommandLine;

namespace Cajal.Cli.Sources;

/// <summary>The options that say how a table is read and what its columns are; the same for every verb that reads one.</summary>
internal sealed class TableOptions
{
    private readonly Option<bool> header = new("--header") { Description = "The first row holds the column names (default: detected)" };
    private readonly Option<bool> noHeader = new("--no-header") { Description = "The first row is data; columns are called column0, column1, …" };
    private readonly (Option<string?> Option, string Key)[] texts =
    [
        (NewOption.Text("--delimiter", "CHARACTER", "Character between two cells, or 'tab' (default: detected)"), "delimiter"),
        (NewOption.Text("--columns", "NAME,NAME", "Names of all columns, from left to right"), "columns"),
        (NewOption.Text("--missing", "TEXT,TEXT", "Texts that stand for a missing value (default: ?,NA,N/A,#N/A,null); the empty cell always does"), "missing"),
        (NewOption.Text("--drop", "NAME,NAME", "Columns to leave out"), "drop"),
        (NewOption.Text("--categories", "NAME,NAME", "Columns of categories, whatever they look like"), "categories"),
        (NewOption.Text("--numbers", "NAME,NAME", "Columns of numbers, whatever they look like"), "numbers"),
    ];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(header);
        verb.Add(noHeader);
        foreach ((Option<string?> option, _) in texts)
        {
            verb.Add(option);
        }
    }

    /// <summary>What the command line says.</summary>
    /// <exception cref="ConfigurationException">The options contradict each other.</exception>
    public IEnumerable<Setting> Said(ParseResult parsed)
    {
        if (parsed.GetValue(header) && parsed.GetValue(noHeader))
        {
            throw new ConfigurationException("--header and --no-header contradict each other. Give one of them, or none to have it detected.");
        }

        List<Setting> said = [.. texts.Where(one => parsed.GetValue(one.Option) is not null)
            .Select(one => new Setting(one.Key, parsed.GetValue(one.Option)!, one.Option.Name))];
        if (parsed.GetValue(header) || parsed.GetValue(noHeader))
        {
            said.Add(new Setting("header", parsed.GetValue(header) ? "true" : "false", parsed.GetValue(header) ? header.Name : noHeader.Name));
        }

        return said;
    }
}
