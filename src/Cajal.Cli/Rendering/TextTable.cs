namespace Cajal.Cli.Rendering;

/// <summary>Lines of cells in columns, two blanks apart; cells are escaped and cut so that a file's text can do no harm to a terminal.</summary>
internal sealed class TextTable
{
    private const string Gap = "  ";
    private readonly List<string[]> lines = [];
    private readonly bool[] right;

    /// <summary>A table with its heads; a head that begins with <c>&gt;</c> makes a column of numbers, aligned to the right.</summary>
    public TextTable(params string[] heads)
    {
        right = [.. heads.Select(head => head.StartsWith('>'))];
        lines.Add([.. heads.Select(head => head.StartsWith('>') ? head[1..] : head)]);
    }

    /// <summary>Longest cell, in characters; longer ones end in an ellipsis.</summary>
    public int MaximumCell { get; init; } = 80;

    /// <summary>Whether the heads are shown.</summary>
    public bool ShowsHeads { get; init; } = true;

    /// <summary>The heads, without the sign of a number's column.</summary>
    public IReadOnlyList<string> Heads => lines[0];

    /// <summary>The cells of each line below the heads.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows => lines.Skip(1);

    /// <summary>Whether a column holds numbers.</summary>
    public bool IsNumber(int column) => right[column];

    /// <summary>Adds a line.</summary>
    public void Add(params string[] cells) => lines.Add([.. cells.Select(Fit)]);

    /// <summary>The lines as text.</summary>
    public IEnumerable<string> Lines(string indent = "")
    {
        List<string[]> shown = ShowsHeads ? lines : lines[1..];
        int[] widths = [.. right.Select((_, column) => shown.Max(line => line[column].Length))];
        return shown.Select(line => (indent + string.Join(Gap, line.Select((cell, column) =>
            right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])))).TrimEnd());
    }

    /// <summary>Writes the lines.</summary>
    public void WriteTo(TextWriter output, string indent = "")
    {
        foreach (string line in Lines(indent))
        {
            output.WriteLine(line);
        }
    }

    private string Fit(string cell)
    {
        string escaped = PrintableText.Escape(cell);
        return escaped.Length <= MaximumCell ? escaped : string.Concat(escaped.AsSpan(0, MaximumCell - 1), "…");
    }
}
