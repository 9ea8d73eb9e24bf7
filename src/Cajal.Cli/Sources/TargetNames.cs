using System.CommandLine;
using System.Globalization;

namespace Cajal.Cli.Sources;

/// <summary>The option <c>--target</c>: names of columns, or positions from 0 (−1 is the last column).</summary>
internal static class TargetNames
{
    /// <summary>A new <c>--target</c>.</summary>
    public static Option<string?> NewOption() => Cli.NewOption.Text(
        "--target", "NAME", "Column to predict: its name, several with commas, or its position from 0 (-1 is the last)");

    /// <summary>The table with its targets; without any where none are named.</summary>
    /// <exception cref="ConfigurationException">No such column.</exception>
    public static Table Choose(Table table, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return table;
        }

        int[] positions = new int[names.Count];
        bool areNames = names.Any(name => table.Find(name) is not null);
        return !areNames && names.Index().All(one => int.TryParse(
            one.Item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out positions[one.Index]))
            ? table.Target(positions)
            : table.Target([.. names]);
    }
}
