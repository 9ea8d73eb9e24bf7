namespace Cajal.Tables;

/// <summary>Decides a column's type within its table: what the cells say, corrected by what the other columns and the target say.</summary>
internal static class TableTypes
{
    /// <summary>Below so many rows two columns may agree by chance.</summary>
    private const int FewestRowsOfCopy = 20;

    /// <summary>The type of a column: the user's word, else what is inferred.</summary>
    public static TypeDecision Decide(Table table, TableColumn column)
    {
        if (column.Given is { } given)
        {
            return given;
        }

        TypeDecision inferred = ColumnTypeInference.Infer(column.Name, column.Profile);
        if (table.IsTarget(column.Index))
        {
            return OfTarget(column.Profile, inferred);
        }

        if (inferred.Type == ColumnType.Identifier && column.Profile.HoldsNumbers && IsOnlyFeature(table, column))
        {
            return new(ColumnType.Number, "whole numbers, each once; the only feature there is");
        }

        TableColumn? copied = IsFeature(inferred.Type) ? table.Targets.FirstOrDefault(target => IsCopy(column, target)) : null;
        return copied is null || IsOnlyFeature(table, column)
            ? inferred
            : new(ColumnType.TargetCopy, $"each of its values goes with one value of the target {PrintableText.Quote(copied.Name)} and the reverse");
    }

    // A target is never dropped: what is no number or date is a category, however many values it has.
    private static TypeDecision OfTarget(ColumnProfile profile, TypeDecision inferred) =>
        profile.HoldsDates ? new(ColumnType.Date, "dates")
        : profile.HoldsNumbers ? new(ColumnType.Number, IsFeature(inferred.Type) ? inferred.Reason : "numbers")
        : new(ColumnType.Category, TableErrors.Count(profile.Distinct, "different text"));

    private static bool IsOnlyFeature(Table table, TableColumn column) => !table.Columns.Any(other =>
        other != column && !table.IsTarget(other.Index)
        && IsFeature(other.Given?.Type ?? ColumnTypeInference.Infer(other.Name, other.Profile).Type));

    private static bool IsFeature(ColumnType type) => type is ColumnType.Number or ColumnType.Category or ColumnType.Date;

    /// <summary>
    /// Whether two columns say the same in other words: their values go together in pairs, one to one, over all rows. In a target of numbers with
    /// nearly as many values as rows every pair is new, so there only equal numbers count.
    /// </summary>
    private static bool IsCopy(TableColumn column, TableColumn target)
    {
        if (column.Count < FewestRowsOfCopy || column.DistinctCount != target.DistinctCount || column.DistinctCount < 2)
        {
            return false;
        }

        bool areFew = 2 * column.DistinctCount <= column.Count;
        var partners = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int row = 0; row < column.Count; row++)
        {
            (string own, string other) = (column[row], target[row]);
            if (partners.TryGetValue(own, out string? partner) ? partner != other : !taken.Add(other))
            {
                return false;
            }

            if (!areFew && own != other)
            {
                return false;
            }

            partners[own] = other;
        }

        return true;
    }
}
