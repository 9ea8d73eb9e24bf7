using Cajal.Images.Png;
using static Cajal.Drawing.SvgDocument;

namespace Cajal.Drawing;

/// <summary>Pictures of one size beside and below each other, each with its caption.</summary>
/// <param name="heading">What the pictures show.</param>
/// <param name="width">Columns of pixels of each.</param>
/// <param name="height">Rows of pixels of each.</param>
/// <param name="pictures">The pictures.</param>
/// <param name="legend">Lines below.</param>
internal sealed class PictureSheet(string heading, int width, int height, IReadOnlyList<Picture> pictures, IReadOnlyList<string> legend)
{
    private const double Margin = 16;
    private const double Gap = 12;
    private const double LargestSide = 224;
    private const double SmallestSide = 72;
    private const double SheetWidth = 960;

    /// <summary>The sheet as an SVG document.</summary>
    public string ToSvg(DrawingOptions options)
    {
        double side = Math.Clamp(SheetWidth / pictures.Count, SmallestSide, LargestSide);
        double scale = side / Math.Max(width, height);
        (double tileWidth, double tileHeight) = (width * scale, height * scale);
        double cell = Math.Max(tileWidth, pictures.Max(picture => TextMeasure.Label(new DiagramLine(picture.Caption)).Width)) + Gap;
        int columns = Math.Clamp((int)(SheetWidth / cell), 1, pictures.Count);
        int rows = (pictures.Count + columns - 1) / columns;
        double line = tileHeight + TextMeasure.LineHeight + Gap;
        double top = Margin + (2 * TextMeasure.LineHeight);
        double bottom = top + (rows * line);
        double texts = new[] { heading }.Concat(legend).Max(text => TextMeasure.Label(new DiagramLine(text)).Width);
        var svg = new SvgDocument(Math.Max(columns * cell, texts) + (2 * Margin), bottom + (legend.Count * TextMeasure.LineHeight) + Margin, options);
        svg.Text(heading, Margin, Margin + TextMeasure.FontSize, "start");
        foreach ((int index, Picture picture) in pictures.Index())
        {
            double x = Margin + (index % columns * cell);
            double y = top + (index / columns * line);
            string png = Convert.ToBase64String(PngWriter.Write(width, height, picture.Pixels()));
            svg.Append($"<image x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(tileWidth)}\" height=\"{N(tileHeight)}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{png}\"/>");
            svg.Append($"<rect class=\"frame\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(tileWidth)}\" height=\"{N(tileHeight)}\"/>");
            svg.Text(picture.Caption, x, y + tileHeight + TextMeasure.LineHeight - 3, "start", Ink.Faint);
        }

        foreach ((int index, string text) in legend.Index())
        {
            svg.Text(text, Margin, bottom + ((index + 1) * TextMeasure.LineHeight) - 4, "start", Ink.Faint);
        }

        return svg.ToString();
    }
}
