using System.CommandLine;

namespace Cajal.Cli.Sources;

/// <summary>The options that say how a table is read and what its columns are; the same for every verb that reads one.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> delimiter = NewOption.Text("--delimiter", "CHARACTER", "Character between two cells, or 'tab' (default: detected)");
    private readonly Option<bool> header = new("--header") { Description = "The first row holds the column names (default: detected)" };
    private readonly Option<bool> noHeader = new("--no-header") { Description = "The first row is data; columns are called column0, column1, …" };
    private readonly Option<string[]?> names = NewOption.List("--columns", "NAME,NAME", "Names of all columns, from left to right");
    private readonly Option<string[]?> missing = NewOption.List("--missing", "TEXT,TEXT", "Texts that stand for a missing value, beside the empty cell (default: ? NA N/A #N/A null)");
    private readonly Option<string[]?> drop = NewOption.List("--drop", "NAME,NAME", "Columns to leave out");
    private readonly Option<string[]?> categories = NewOption.List("--categories", "NAME,NAME", "Columns of categories, whatever they look like");
    private readonly Option<string[]?> numbers = NewOption.List("--numbers", "NAME,NAME", "Columns of numbers, whatever they look like");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(delimiter);
        verb.Add(header);
        verb.Add(noHeader);
        verb.Add(names);
        verb.Add(missing);
        verb.Add(drop);
        verb.Add(categories);
        verb.Add(numbers);
    }

    /// <summary>How to read the file.</summary>
    /// <param name="parsed">The words of the command line.</param>
    /// <param name="defaults">What holds where nothing is said, such as the missing markers a model was trained with.</param>
    /// <exception cref="ConfigurationException">The options contradict each other.</exception>
    public CsvOptions Reading(ParseResult parsed, CsvOptions? defaults = null)
    {
        if (parsed.GetValue(header) && parsed.GetValue(noHeader))
        {
            throw new ConfigurationException("--header and --no-header contradict each other. Give one of them, or none to have it detected.");
        }

        defaults ??= new CsvOptions();
        return defaults with
        {
            Delimiter = parsed.GetValue(delimiter) is { } text ? Character(text) : defaults.Delimiter,
            Header = parsed.GetValue(header) ? true : parsed.GetValue(noHeader) ? false : defaults.Header,
            ColumnNames = parsed.Given(names) ?? defaults.ColumnNames,
            MissingMarkers = parsed.Given(missing) ?? defaults.MissingMarkers,
        };
    }

    /// <summary>The table with the column types that were said.</summary>
    /// <exception cref="ConfigurationException">A column that the table does not have.</exception>
    public Table Typed(ParseResult parsed, Table table)
    {
        foreach ((Option<string[]?> option, ColumnType type) in
            new[] { (drop, ColumnType.Ignored), (categories, ColumnType.Category), (numbers, ColumnType.Number) })
        {
            table = (parsed.Given(option) ?? []).Aggregate(table, (one, column) => one.As(column, type));
        }

        return table;
    }

    private static char Character(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [char one] => one,
        _ => throw new ConfigurationException($"--delimiter is {PrintableText.Quote(text)}, expected one character, or 'tab'."),
    };
}
