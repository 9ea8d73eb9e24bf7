using System.Globalization;
using System.Text;

namespace Cajal.Tables;

/// <summary>Values that a program gives, as the text that a file would hold.</summary>
internal static class RowText
{
    private const string RoundTripDate = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>The text of a value as UTF-8; empty for null.</summary>
    /// <exception cref="ArgumentException">A value of a kind that no cell can hold.</exception>
    public static byte[] Of(string column, object? value) => Encoding.UTF8.GetBytes(value switch
    {
        null or DBNull => "",
        string text => text.Trim(),
        bool truth => truth ? "true" : "false",
        DateTime date => date.ToString(RoundTripDate, CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString(RoundTripDate, CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        char character => character.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"The value of {PrintableText.Quote(column)} is a {value.GetType().Name}. "
            + "Expected a number, a text, a date, a truth value or null.", nameof(value)),
    });
}
