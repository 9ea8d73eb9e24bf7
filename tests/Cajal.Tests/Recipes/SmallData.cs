using System.Text;

namespace Cajal.Tests.Configurations;

/// <summary>Small tables and configurations that train in milliseconds.</summary>
internal static class SmallData
{
    /// <summary>Rows of two kinds that a line divides: a number, a category, a constant, an identifier of groups, a day, the class.</summary>
    public static Table Classes(int rows = 60)
    {
        var random = new Random(123);
        var text = new StringBuilder("height,colour,unit,owner,day,kind\n");
        for (int row = 0; row < rows; row++)
        {
            bool tall = row % 2 == 0;
            double height = (tall ? 2 : 1) + (0.5 * random.NextDouble());
            text.Append(FormattableString.Invariant($"{height:F4},{(random.Next(2) == 0 ? "red" : "green")},cm,o{row % 12},{row % 20},{(tall ? "tree" : "bush")}\n"));
        }

        return Table.ReadCsv(new StringReader(text.ToString()), "plants.csv").Target("kind");
    }

    /// <summary>y = 100 + 20 x, without noise.</summary>
    public static Table Values(int rows = 60)
    {
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(row => FormattableString.Invariant($"{row * 7 % rows / 10.0:F1},{100 + (2 * (row * 7 % rows)):F1}\n"));
        return Table.ReadCsv(new StringReader("x,y\n" + string.Concat(lines)), "line.csv").Target("y");
    }

    /// <summary>The recipe for a table, made small.</summary>
    public static TrainingConfiguration Configuration(Table table, int epochs = 3) => Recipe(table)
        .With("hidden", "8", "test").With("epochs", $"{epochs}", "test").With("threads", "1", "test").With("seed", "5", "test");

    /// <summary>A table divided and encoded.</summary>
    public static PreparedData Prepare(Table table, TrainingConfiguration? configuration = null) =>
        TablePreparation.Prepare(table, TableTarget.Infer(table), configuration ?? Configuration(table));

    private static TrainingConfiguration Recipe(Table table) => Cajal.Recipes.ForTable(TableTarget.Infer(table).Kind);
}
