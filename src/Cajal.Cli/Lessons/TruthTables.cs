namespace Cajal.Cli.Lessons;

/// <summary>The states of binary inputs, in the order of a truth table.</summary>
internal static class TruthTables
{
    /// <summary>All states, the first input changing last.</summary>
    public static IEnumerable<bool[]> States(int inputs) => Enumerable.Range(0, 1 << inputs)
        .Select(row => Enumerable.Range(0, inputs).Select(input => ((row >> (inputs - 1 - input)) & 1) == 1).ToArray());

    /// <summary>States as a model's inputs.</summary>
    public static float[] Numbers(IEnumerable<bool[]> states) => [.. states.SelectMany(state => state.Select(value => value ? 1f : 0f))];

    /// <summary>A function's row of 0 and 1.</summary>
    public static string Text(IEnumerable<bool> values) => string.Concat(values.Select(value => value ? '1' : '0'));
}
