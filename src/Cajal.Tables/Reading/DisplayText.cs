using System.Globalization;
using System.Text;

namespace Cajal.Tables;

/// <summary>Names and cells from files made fit for a terminal: no control character passes, and long ones are cut.</summary>
internal static class DisplayText
{
    private const int LongestShown = 60;

    /// <summary>The text with control, format and surrogate characters as <c>\u001B</c>, cut after some 60 characters.</summary>
    public static string Escape(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, LongestShown) + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length >= LongestShown)
            {
                return shown.Append('…').ToString();
            }

            bool isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            shown.Append(isHidden ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}") : rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>The escaped text in single quotes.</summary>
    public static string Quote(string text) => $"'{Escape(text)}'";
}
