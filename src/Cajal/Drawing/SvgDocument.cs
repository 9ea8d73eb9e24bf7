using System.Globalization;
using System.Security;
using System.Text;

namespace Cajal.Drawing;

/// <summary>Writes an SVG document in the house's style: text stays text, colours follow the theme, nothing is loaded from elsewhere.</summary>
internal sealed class SvgDocument
{
    private readonly StringBuilder svg = new();

    /// <summary>Begins a document of a size.</summary>
    public SvgDocument(double width, double height, DrawingOptions options)
    {
        Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}\" height=\"{N(height)}\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\">");
        Append($"<title>{SecurityElement.Escape(PrintableText.Escape(options.Title))}</title>");
        Append($"<style>\n{SvgStyle.Sheet(options.Theme)}\n</style>");
        Append($"<rect class=\"ground\" width=\"{N(width)}\" height=\"{N(height)}\"/>");
    }

    /// <summary>A number as it stands in a document.</summary>
    public static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The style sheet's name of an ink.</summary>
    public static string NameOf(Ink ink) => ink switch
    {
        Ink.Faint => "faint",
        Ink.Forward => "forward",
        Ink.Back => "back",
        Ink.For => "for",
        Ink.Against => "against",
        _ => "text",
    };

    /// <summary>Adds a line of the document.</summary>
    public void Append(string line) => svg.Append(line).Append('\n');

    /// <summary>Adds a text whose baseline is at y.</summary>
    public void Text(string text, double x, double y, string anchor, Ink ink = Ink.Plain)
    {
        string kind = ink == Ink.Plain ? "" : $" class=\"{NameOf(ink)}\"";
        Append($"<text{kind} x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{SecurityElement.Escape(TextMeasure.Shown(text))}</text>");
    }

    /// <summary>The document, ended.</summary>
    public override string ToString() => svg + "</svg>\n";
}
