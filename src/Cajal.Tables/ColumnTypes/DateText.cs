using System.Globalization;
using System.Text;

namespace Cajal.Tables;

/// <summary>Dates in text, only in forms that mean one day everywhere; <c>01/02/2024</c> is not among them.</summary>
internal static class DateText
{
    private static readonly DateTime _origin = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] _forms =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss",
        "d.M.yyyy", "d.M.yyyy HH:mm", "d.M.yyyy HH:mm:ss",
        "d MMM yyyy", "d-MMM-yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy",
    ];

    /// <summary>Longest text of any form: a month's name, a day and a year, or a time stamp with seven decimals and an offset.</summary>
    private const int LongestDate = 40;

    /// <summary>Reads a date as days since 1970-01-01 in universal time, the time of day as the fraction.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, out double days)
    {
        days = 0;
        if (cell.Length is < 8 or > LongestDate || !Ascii.IsValid(cell))
        {
            return false;
        }

        Span<char> text = stackalloc char[cell.Length];
        Ascii.ToUtf16(cell, text, out _);
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParseExact(text, _forms, CultureInfo.InvariantCulture, Styles, out DateTime date))
        {
            return false;
        }

        days = (date - _origin).TotalDays;
        return true;
    }

    /// <summary>The date of a number of days, without the time of day.</summary>
    public static string Show(double days) => _origin.AddDays(Math.Floor(days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
