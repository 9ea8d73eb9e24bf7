namespace Cajal.Cli.Sources;

/// <summary>Rows for a gradient check where no data are given: gradients must be right at any point, so random inputs and targets will do.</summary>
internal static class RandomRows
{
    private const int Count = 8;

    /// <summary>Rows that fit a model: grey values where it scales pixels, else numbers from the standard normal distribution.</summary>
    public static Dataset For(Model model, int seed)
    {
        var random = new Random(seed);
        bool pixels = model.Preprocessing is PixelScaler;
        float[] inputs = new float[Count * model.InputShape.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = pixels ? random.Next(256) : Normal(random);
        }

        return new Dataset(inputs, model.InputShape.Sizes, TargetsFor(model, random));
    }

    private static Targets TargetsFor(Model model, Random random)
    {
        int outputs = model.OutputShape.Count;
        switch (model.TargetKind)
        {
            case TargetKind.Values:
                float[] values = new float[Count * outputs];
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Normal(random);
                }

                model.TargetScaler?.Invert(values, values);
                return Targets.Values(values, Names(model, outputs));
            case TargetKind.Labels:
                return Targets.Labels([.. Enumerable.Range(0, Count * outputs).Select(_ => (float)random.Next(2))], Names(model, outputs));
            default:
                int classes = Math.Max(outputs, 2);
                return Targets.Classes([.. Enumerable.Range(0, Count).Select(_ => random.Next(classes))], Names(model, classes), "class");
        }
    }

    private static IReadOnlyList<string> Names(Model model, int count) =>
        model.OutputNames.Count == count ? model.OutputNames : [.. Enumerable.Range(0, count).Select(index => $"{index}")];

    // Box and Muller 1958.
    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
