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
    /// The text with control, format (bidirectional overrides, zero-width), line-separating, private and unassigned characters and halves of surrogate pairs written as <c>\uXXXX</c>,
    /// so that nothing from a file can move a terminal's cursor or hide part of a message.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (!IsUnprintable(CharUnicodeInfo.GetUnicodeCategory(text, i)))
            {
                escaped.Append(text, i, length);
                i += length - 1;
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
        }
        return escaped.ToString();
    }

    private static bool IsUnprintable(UnicodeCategory category) => category is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
