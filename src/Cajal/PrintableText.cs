using System.Globalization;
using System.Text;

namespace Cajal;

/// <summary>Makes text that came from a file or a user fit for a message: one line, no terminal control, bounded length.</summary>
internal static class PrintableText
{
    /// <summary>Longest piece of foreign text that a message repeats, in characters.</summary>
    public const int MaximumLength = 100;

    /// <summary>The text in single quotes, escaped by <see cref="Escape"/> and cut after <see cref="MaximumLength"/> characters.</summary>
    public static string Quote(string text) =>
        text.Length <= MaximumLength ? $"'{Escape(text)}'" : $"'{Escape(text[..MaximumLength])}…' ({text.Length} characters)";

    /// <summary>
    /// The text with control, format (bidirectional overrides, zero-width), line-separating and surrogate characters written as <c>\uXXXX</c>,
    /// so that nothing from a file can move a terminal's cursor or hide part of a message.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (IsUnprintable(character))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                escaped.Append(character);
            }
        }
        return escaped.ToString();
    }

    private static bool IsUnprintable(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
