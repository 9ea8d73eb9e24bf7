namespace Cajal;

/// <summary>
/// The truth table of a logical function of two inputs. With exactly four rows it is the table itself, in the order 00, 01, 10, 11; with any
/// other number the four rows are repeated, with normal noise on both inputs.
/// </summary>
internal static class TruthTable
{
    private const int TableRows = 4;

    public static SyntheticKind And { get; } = Of("and", TableRows, (a, b) => a && b);

    public static SyntheticKind Or { get; } = Of("or", TableRows, (a, b) => a || b);

    public static SyntheticKind Nand { get; } = Of("nand", TableRows, (a, b) => !(a && b));

    /// <summary>Noisy by default, since a table of four rows leaves nothing to test on.</summary>
    public static SyntheticKind Xor { get; } = Of("xor", 400, (a, b) => a != b);

    private static SyntheticKind Of(string name, int defaultRows, Func<bool, bool, bool> function) =>
        new(name, $"truth table of {name.ToUpperInvariant()}: 4 rows exact, other numbers noisy", ["a", "b"], ["false", "true"],
            (row, rows, noise, random, inputs, targets) =>
            {
                bool a = row / 2 % 2 == 1;
                bool b = row % 2 == 1;
                double scatter = rows == TableRows ? 0 : noise;
                inputs[0] = random.Normal(a ? 1 : 0, scatter);
                inputs[1] = random.Normal(b ? 1 : 0, scatter);
                targets[0] = function(a, b) ? 1 : 0;
            })
        {
            DefaultRows = defaultRows,
            DefaultNoise = 0.15,
            TargetName = name,
        };
}
