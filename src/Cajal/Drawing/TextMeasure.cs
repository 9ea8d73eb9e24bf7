namespace Cajal.Drawing;

/// <summary>
/// Sizes of text in a font of equal widths. No font is at hand when a drawing is made, and the reader's is not known; of such fonts the
/// widths differ little, so the widest usual one is assumed.
/// </summary>
internal static class TextMeasure
{
    /// <summary>Height of a character in the drawing's units.</summary>
    public const double FontSize = 12;

    /// <summary>From one line to the next.</summary>
    public const double LineHeight = 17;

    /// <summary>Room between a text and the border around it, to both sides.</summary>
    public const double Padding = 8;

    private const int MostCharacters = 60;
    private const double CharacterWidth = 0.61 * FontSize;
    private const int FirstWideCharacter = 0x1100;

    /// <summary>The text as it will stand: escaped for people, long ones cut.</summary>
    public static string Shown(string text)
    {
        string escaped = PrintableText.Escape(text);
        if (escaped.Length <= MostCharacters)
        {
            return escaped;
        }

        // Half a surrogate pair would be no character.
        int end = char.IsHighSurrogate(escaped[MostCharacters - 2]) ? MostCharacters - 2 : MostCharacters - 1;
        return string.Concat(escaped.AsSpan(0, end), "…");
    }

    /// <summary>Size of a box around lines.</summary>
    public static Extent Box(IReadOnlyList<DiagramLine> lines) =>
        new(lines.Max(line => Width(Shown(line.Text))) + (2 * Padding), (lines.Count * LineHeight) + Padding);

    /// <summary>Size of a label on an edge.</summary>
    public static Extent Label(DiagramLine line) => new(Width(Shown(line.Text)) + Padding, LineHeight);

    // Characters of the far east take two places.
    private static double Width(string shown) => shown.Sum(character => character >= FirstWideCharacter ? 2 : 1) * CharacterWidth;
}
