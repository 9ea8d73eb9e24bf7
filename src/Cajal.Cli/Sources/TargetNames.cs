using System.CommandLine;
using System.Globalization;

namespace Cajal.Cli.Sources;

/// <summary>The option <c>--target</c>: names of columns, or positions from 0 (−1 is the last column).</summary>
internal static class TargetNames
{
    /// <summary>A new <c>--target</c>.</summary>
    public static Option<string[]?> NewOption() => Cli.NewOption.List(
        "--target", "NAME", "Column to predict: its name, several with commas, or its position from 0 (-1 is the last)");

    /// <summary>The table with its targets; without any where none are named.</summary>
    /// <exception cref="ConfigurationException">No such column.</exception>
    public static Table Choose(Table table, string[]? names)
    {
        if (names is null)
        {
            return table;
        }

        int[] positions = new int[names.Length];
        bool areNames = names.Any(name => table.Find(name) is not null);
        return !areNames && names.Index().All(one => int.TryParse(
            one.Item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out positions[one.Index]))
            ? table.Target(positions)
            : table.Target(names);
    }
}
