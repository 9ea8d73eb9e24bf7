using System.Globalization;

namespace Cajal;

/// <summary>Writes a set as a CSV file (RFC 4180, but with line feeds): invariant culture, numbers round-trip exact.</summary>
public static class DatasetCsv
{
    /// <summary>
    /// Writes a header and one line an example: the inputs (named x0, x1, … where they have no names), then the targets, a class by its name.
    /// Weights are not written.
    /// </summary>
    /// <param name="data">The set.</param>
    /// <param name="writer">Where the text goes.</param>
    public static void Write(Dataset data, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(writer);
        IEnumerable<string> features = data.FeatureNames.IsEmpty
            ? Enumerable.Range(0, data.Features).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}"))
            : data.FeatureNames;
        WriteLine(writer, features.Concat(data.Targets.Names).Select(Quoted));
        float[] inputs = new float[data.Features];
        for (int row = 0; row < data.Count; row++)
        {
            data.CopyInputs([row], inputs);
            float[] targets = data.Targets.Row(row).ToArray();
            WriteLine(writer, inputs.Select(Text).Concat(data.Targets.Kind == TargetKind.Classes
                ? [Quoted(data.Targets.ClassNames[(int)targets[0]])]
                : targets.Select(Text)));
        }
    }

    private static void WriteLine(TextWriter writer, IEnumerable<string> cells)
    {
        writer.Write(string.Join(',', cells));
        writer.Write('\n');
    }

    private static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
