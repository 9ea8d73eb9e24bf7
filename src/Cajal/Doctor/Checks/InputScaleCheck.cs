namespace Cajal.Doctor.Checks;

/// <summary>
/// Looks at the inputs as the first layer sees them. They should have mean 0 and deviation about 1 (Y. LeCun, L. Bottou, G. Orr, K.-R. Müller,
/// "Efficient BackProp", 1998, section 4.3): a column of size s makes the loss s² times as curved along its weights.
/// </summary>
internal static class InputScaleCheck
{
    private const double Large = 20;
    private const double Small = 0.02;

    // Gradients of the first layer grow with the inputs: a thousandfold they do harm whatever the rate, and other findings follow from them.
    private const double Ruinous = 1000;
    private const int NamedColumns = 3;

    /// <summary>Compares the sizes of the columns with 1.</summary>
    public static IEnumerable<Finding> Examine(Examination examination)
    {
        Dataset sample = examination.Sample;
        float[] inputs = new float[sample.Count * sample.Features];
        sample.CopyInputs([.. Enumerable.Range(0, sample.Count)], inputs, examination.Model.Preprocessing);
        double[] sizes = new double[sample.Features];
        for (int index = 0; index < inputs.Length; index++)
        {
            sizes[index % sizes.Length] += (double)inputs[index] * inputs[index] / sample.Count;
        }

        sizes = [.. sizes.Select(Math.Sqrt)];
        double greatest = sizes.Max();
        if (greatest is >= Small and <= Large)
        {
            yield break;
        }

        bool large = greatest > Large;
        int[] wrong = [.. Enumerable.Range(0, sizes.Length).Where(column => !large || sizes[column] > Large).OrderByDescending(column => sizes[column])];
        string named = string.Join(", ", wrong.Take(NamedColumns).Select(column => FormattableString.Invariant($"{Name(sample, column)} {sizes[column]:G3}")));
        yield return new Finding(
            FindingKind.UnscaledInputs, greatest > Ruinous ? FindingSeverity.Severe : FindingSeverity.Warning, $"{wrong.Length} of {sizes.Length} inputs",
            FormattableString.Invariant($"root mean squares as the first layer sees them: {named} (expected about 1, bounds {Small} and {Large})"),
            "Scale them: --scale standard, or Build(shape, seed, Scaler.Fit(\"standard\", training))",
            new Dictionary<string, double> { ["columns"] = wrong.Length, ["largest"] = greatest });
    }

    private static string Name(Dataset data, int column) => data.FeatureNames.IsEmpty ? $"input {column}" : PrintableText.Quote(data.FeatureNames[column]);
}
