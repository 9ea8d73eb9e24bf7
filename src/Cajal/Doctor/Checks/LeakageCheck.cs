using System.Runtime.InteropServices;

namespace Cajal.Doctor.Checks;

/// <summary>
/// Looks for a column that alone tells the target. Where most columns do, the rows are just easy to tell apart: cats and dogs by weight, and by
/// length. A leak stands out.
/// </summary>
internal static class LeakageCheck
{
    /// <summary>Tries each column of the sample.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        Dataset sample = examination.Sample;
        if (sample.Count < ColumnPredictiveness.FewestRows || sample.Targets.Kind == TargetKind.Labels || sample.InputShape.Length > 1 || examination.Columns.Count < 2)
        {
            return [];
        }

        float[] inputs = new float[sample.Count * sample.Features];
        sample.CopyInputs([.. Enumerable.Range(0, sample.Count)], inputs);
        Finding[] found = [.. examination.Columns.Select(column => Try(column, inputs, sample)).OfType<Finding>()];
        return 2 * found.Length > examination.Columns.Count ? [] : found;
    }

    private static Finding? Try(FeatureGroup column, float[] inputs, Dataset sample)
    {
        string where = $"column {PrintableText.Quote(column.Name)}";
        if (sample.Targets.Kind == TargetKind.Classes)
        {
            return ColumnPredictiveness.TellsClass(GroupsOf(column, inputs, sample), sample.Targets) is { } share
                ? Found(where, FormattableString.Invariant($"it alone tells the class in {100 * share:0.#} % of {sample.Count} rows (bound: 99 %)"), ("share", share))
                : null;
        }

        return ColumnPredictiveness.TellsValue(PairsOf(column, inputs, sample)) is { } correlation
            ? Found(where, FormattableString.Invariant($"its correlation with the target is {correlation:0.####} over {sample.Count} rows (bound: 0.999)"), ("correlation", correlation))
            : null;
    }

    private static Finding Found(string where, string evidence, (string Name, double Value) figure) => new(
        FindingKind.Leakage, FindingSeverity.Severe, where, evidence,
        "If it is not known when predicting, leave it out of the file; if it is, no net is needed", new Dictionary<string, double> { [figure.Name] = figure.Value });

    /// <summary>A number for each row: of a column that became several features, one for each combination of them.</summary>
    private static int[] GroupsOf(FeatureGroup column, float[] inputs, Dataset sample)
    {
        int[][] groups = [.. column.Features.Select(feature =>
            ColumnPredictiveness.GroupsOf([.. Enumerable.Range(0, sample.Count).Select(row => (double)inputs[(row * sample.Features) + feature])]))];
        int[] together = groups[0];
        foreach (int[] next in groups[1..])
        {
            var numbers = new Dictionary<(int, int), int>();
            together = [.. together.Zip(next).Select(pair =>
            {
                ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, pair, out bool known);
                number = known ? number : numbers.Count;
                return number;
            })];
        }

        return together;
    }

    private static (double X, double Y)[] PairsOf(FeatureGroup column, float[] inputs, Dataset sample) => column.Features.Count > 2 ? []
        : [.. Enumerable.Range(0, sample.Count).Select(row => ((double)inputs[(row * sample.Features) + column.Features[0]], (double)sample.Targets.Row(row)[0]))];
}
