using System.Globalization;
using System.Net;
using System.Text;

namespace Cajal.Cli.Rendering.Reports;

/// <summary>A page of HTML that holds all it needs: no scripts, nothing from elsewhere, light or dark as the reader's system prefers.</summary>
/// <param name="title">Its title.</param>
internal sealed class HtmlPage(string title)
{
    private readonly StringBuilder body = new();

    /// <summary>A heading of a section.</summary>
    public void Section(string heading) => Append($"<h2>{Shown(heading)}</h2>");

    /// <summary>A paragraph.</summary>
    public void Say(string text) => Append($"<p>{Shown(text)}</p>");

    /// <summary>A paragraph that matters more, or less.</summary>
    /// <param name="kind">lead, faint, warning or severe.</param>
    /// <param name="text">The text.</param>
    public void Say(string kind, string text) => Append($"<p class=\"{kind}\">{Shown(text)}</p>");

    /// <summary>A picture.</summary>
    /// <param name="svg">An SVG document in the house's style.</param>
    public void Picture(string svg) => Append($"<figure>{svg}</figure>");

    /// <summary>A table.</summary>
    public void Table(TextTable table)
    {
        Append("<div class=\"wide\"><table>");
        Row("th", table.Heads, table.IsNumber);
        foreach (IReadOnlyList<string> cells in table.Rows)
        {
            Row("td", cells, table.IsNumber);
        }

        Append("</table></div>");
    }

    /// <summary>Counts of actual against predicted classes, the shade of a cell being its share of the actual class.</summary>
    public void Matrix(ConfusionMatrix confusion)
    {
        int count = confusion.Labels.Length;
        Append("<div class=\"wide\"><table class=\"matrix\">");
        Row("th", ["actual \\ predicted", .. confusion.Labels], column => column > 0);
        for (int actual = 0; actual < count; actual++)
        {
            long rows = Math.Max(1, Enumerable.Range(0, count).Sum(predicted => confusion[actual, predicted]));
            var line = new StringBuilder($"<tr><th>{Shown(confusion.Labels[actual])}</th>");
            for (int predicted = 0; predicted < count; predicted++)
            {
                long cell = confusion[actual, predicted];
                string kind = predicted == actual ? "right" : "wrong";
                line.Append(CultureInfo.InvariantCulture, $"<td class=\"number {kind}\" style=\"--share:{100.0 * cell / rows:0.#}%\">{Figures.Count(cell)}</td>");
            }

            Append(line.Append("</tr>").ToString());
        }

        Append("</table></div>");
    }

    /// <summary>The document.</summary>
    public override string ToString() =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; frame-src 'none'; connect-src 'none'; form-action 'none'"/>
        <title>{Shown(title)}</title>
        <style>
        {HtmlStyle.Sheet}
        </style>
        </head>
        <body>
        <main>
        <h1>{Shown(title)}</h1>
        {body}</main>
        </body>
        </html>

        """.ReplaceLineEndings("\n");

    private static string Shown(string text) => WebUtility.HtmlEncode(PrintableText.Escape(text));

    private void Row(string element, IReadOnlyList<string> cells, Func<int, bool> isNumber) => Append(
        $"<tr>{string.Concat(cells.Select((cell, column) => $"<{element}{(isNumber(column) ? " class=\"number\"" : "")}>{Shown(cell)}</{element}>"))}</tr>");

    private void Append(string line) => body.Append(line).Append('\n');
}
