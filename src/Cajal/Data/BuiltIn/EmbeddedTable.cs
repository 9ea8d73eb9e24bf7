using System.Globalization;

namespace Cajal;

/// <summary>A CSV file inside the assembly: numbers, and the class name in the last column.</summary>
internal sealed record EmbeddedTable(BuiltInSet Set, int[] InputShape)
{
    /// <summary>The file as it is.</summary>
    public Stream Open() => typeof(EmbeddedTable).Assembly.GetManifestResourceStream($"{Set.Name}.csv")
        ?? throw new InvalidOperationException($"The resource {Set.Name}.csv is missing in {typeof(EmbeddedTable).Assembly.GetName().Name}.");

    /// <summary>The file as a set; classes are numbered in the ordinal order of their names.</summary>
    public Dataset Load()
    {
        using var reader = new StreamReader(Open());
        string[] header = reader.ReadLine()!.Split(',');
        float[] inputs = new float[Set.Rows * Set.Features];
        string[] names = new string[Set.Rows];
        for (int row = 0; row < Set.Rows; row++)
        {
            string[] cells = reader.ReadLine()!.Split(',');
            for (int column = 0; column < Set.Features; column++)
            {
                inputs[(row * Set.Features) + column] = float.Parse(cells[column], CultureInfo.InvariantCulture);
            }
            names[row] = cells[^1];
        }
        string[] classes = [.. names.Distinct().Order(StringComparer.Ordinal)];
        int[] indices = Array.ConvertAll(names, name => Array.BinarySearch(classes, name, StringComparer.Ordinal));
        return new Dataset(inputs, InputShape, Targets.Classes(indices, classes, header[^1]), header[..^1]);
    }
}
