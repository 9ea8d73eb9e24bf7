using Cajal.Doctor;

namespace Cajal.Tables;

/// <summary>Finds features that alone nearly determine the target, and will not be there when something is to be predicted.</summary>
internal static class LeakageHint
{
    /// <summary>The warning about a feature; null where there is none.</summary>
    /// <param name="column">A feature.</param>
    /// <param name="rows">The rows that have targets.</param>
    /// <param name="targets">Their targets.</param>
    public static string? Of(TableColumn column, int[] rows, Targets targets)
    {
        if (rows.Length < ColumnPredictiveness.FewestRows || column.Profile.Mistakes > 0)
        {
            return null;
        }

        if (targets.Kind == TargetKind.Classes)
        {
            return ColumnPredictiveness.TellsClass(GroupsOf(column, rows), targets) is { } share
                ? FormattableString.Invariant($"tells the class alone in {100 * share:0.#} % of the rows: is it known when predicting?")
                : null;
        }

        if (targets.Kind != TargetKind.Values || column.Type == ColumnType.Category)
        {
            return null;
        }

        (double X, double Y)[] pairs = [.. rows.Index().Where(one => !column.IsMissing(one.Item))
            .Select(one => (column.Value(one.Item), (double)targets.Row(one.Index)[0]))];
        return ColumnPredictiveness.TellsValue(pairs) is { } correlation
            ? FormattableString.Invariant($"its correlation with the target is {correlation:0.####}: is it known when predicting?")
            : null;
    }

    /// <summary>A number for each row, the same for rows of one category or of neighbouring numbers; −1 where the cell is missing.</summary>
    private static int[] GroupsOf(TableColumn column, int[] rows)
    {
        if (column.Type != ColumnType.Category)
        {
            return ColumnPredictiveness.GroupsOf([.. rows.Select(row => column.IsMissing(row) ? double.NaN : column.Value(row))]);
        }

        var numbers = new Dictionary<object, int>();
        int NumberOf(object key) => numbers.TryGetValue(key, out int number) ? number : numbers[key] = numbers.Count;
        return [.. rows.Select(row => column.IsMissing(row) ? -1 : NumberOf(column.Category(row)))];
    }
}
