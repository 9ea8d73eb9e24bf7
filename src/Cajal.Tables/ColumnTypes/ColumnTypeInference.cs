using System.Globalization;

namespace Cajal.Tables;

/// <summary>A column's type and the sentence that says why.</summary>
internal readonly record struct TypeDecision(ColumnType Type, string Reason);

/// <summary>Decides what a column is from what it holds.</summary>
internal static class ColumnTypeInference
{
    /// <summary>Text with at most so many different values is a category, however few rows there are.</summary>
    private const int AlwaysCategory = 10;

    /// <summary>Text with more different values is no category, however many rows there are.</summary>
    private const int MostCategories = 256;

    /// <summary>Fewer rows say nothing about whether all cells differ by nature or by chance.</summary>
    private const int FewestRowsOfIdentifier = 10;

    /// <summary>From this share of different values on, text names its row.</summary>
    private const double IdentifierShare = 0.95;

    /// <summary>The type of a column that the user said nothing about.</summary>
    public static TypeDecision Infer(string name, ColumnProfile profile)
    {
        if (profile.Present == 0)
        {
            return new(ColumnType.Constant, "every cell is missing");
        }

        if (profile is { Distinct: 1, Missing: 0, Mistakes: 0 })
        {
            return new(ColumnType.Constant, "the same value in every row");
        }

        return profile.HoldsDates ? new(ColumnType.Date, WithMistakes("dates, as days since 1970-01-01", profile, "date"))
            : profile.HoldsNumbers ? OfNumbers(name, profile)
            : OfText(profile);
    }

    private static TypeDecision OfNumbers(string name, ColumnProfile profile)
    {
        bool allDiffer = profile is { Missing: 0, Mistakes: 0, HoldsIntegers: true } && profile.Distinct == profile.Rows
            && profile.Rows >= FewestRowsOfIdentifier;
        if (allDiffer && profile.CountsUp)
        {
            return new(ColumnType.Identifier, "whole numbers that count up by one from row to row");
        }

        if (allDiffer && IsNameOfIdentifier(name))
        {
            return new(ColumnType.Identifier, "whole numbers, each once, under a name that means an identifier");
        }

        string kind = profile.HoldsIntegers ? "whole numbers" : "numbers";
        return new(ColumnType.Number, WithMistakes(kind, profile, "number"));
    }

    private static TypeDecision OfText(ColumnProfile profile)
    {
        int distinct = profile.Distinct;
        string values = string.Create(CultureInfo.InvariantCulture, $"{distinct} different texts in {profile.Present} cells");
        if (profile.Present >= FewestRowsOfIdentifier && distinct >= IdentifierShare * profile.Present)
        {
            return new(ColumnType.Identifier, $"{values}: it names the row");
        }

        if (distinct <= AlwaysCategory || (distinct <= MostCategories && 2 * distinct <= profile.Present))
        {
            return new(ColumnType.Category, TableErrors.Count(distinct, "different text"));
        }

        return new(ColumnType.Text, distinct > MostCategories && 2 * distinct <= profile.Present
            ? $"{values}: more than {MostCategories} are too many for categories"
            : $"{values}: fewer than two cells a text, too many for categories");
    }

    private static string WithMistakes(string kind, ColumnProfile profile, string noun) => profile.Mistakes == 0
        ? kind
        : string.Create(CultureInfo.InvariantCulture, $"{kind}, but {TableErrors.Count(profile.Mistakes, "cell")} without a {noun}");

    private static bool IsNameOfIdentifier(string name)
    {
        string lower = name.ToLowerInvariant();
        return lower is "id" or "key" or "index" or "row" or "rowid" or "uuid" or "number" or "no" or "nr"
            || lower.EndsWith("_id", StringComparison.Ordinal) || lower.EndsWith(" id", StringComparison.Ordinal)
            || lower.EndsWith("-id", StringComparison.Ordinal) || name.EndsWith("Id", StringComparison.Ordinal)
            || name.EndsWith("ID", StringComparison.Ordinal);
    }
}
