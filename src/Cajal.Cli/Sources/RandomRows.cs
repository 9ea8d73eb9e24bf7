using Cajal.Models;

namespace Cajal.Cli.Sources;

/// <summary>Rows for a gradient check where no data are given: gradients must be right at any point, so random inputs and targets will do.</summary>
internal static class RandomRows
{
    private const int Count = 8;

    /// <summary>Rows that fit a model: grey values where it scales pixels, else numbers from the standard normal distribution.</summary>
    public static Dataset For(Model model, int seed)
    {
        var random = new Random(seed);
        Network network = model.Built.Network;
        Targets[] targets = new Targets[model.Outputs.Count];
        Dataset[] inputs = [.. network.InputShapes.Zip(model.Built.Scalers, (shape, scaler) => InputsFor(shape, scaler is PixelScaler, random))];
        for (int output = 0; output < targets.Length; output++)
        {
            targets[output] = TargetsFor(model.Outputs[output], random);
        }

        Dataset rows = inputs[0].WithTargets(targets[0]);
        rows = network.Architecture.Inputs.Zip(inputs).Skip(1).Aggregate(rows, (all, input) => all.WithInput(input.First, input.Second));
        return model.Outputs.Zip(targets).Skip(1).Aggregate(rows, (all, output) => all.WithTarget(output.First.Name, output.Second));
    }

    private static Dataset InputsFor(Shape shape, bool pixels, Random random)
    {
        float[] inputs = new float[Count * shape.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = pixels ? random.Next(256) : Normal(random);
        }

        return new Dataset(inputs, shape.Sizes, Targets.Values(new float[Count]));
    }

    private static Targets TargetsFor(ModelOutput output, Random random)
    {
        int outputs = output.Shape.Count;
        switch (output.Kind)
        {
            case TargetKind.Values:
                float[] values = new float[Count * outputs];
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Normal(random);
                }

                output.TargetScaler?.Invert(values, values);
                return Targets.Values(values, Names(output, outputs));
            case TargetKind.Labels:
                return Targets.Labels([.. Enumerable.Range(0, Count * outputs).Select(_ => (float)random.Next(2))], Names(output, outputs));
            default:
                int classes = Math.Max(outputs, 2);
                return Targets.Classes([.. Enumerable.Range(0, Count).Select(_ => random.Next(classes))], Names(output, classes), "class");
        }
    }

    private static IReadOnlyList<string> Names(ModelOutput output, int count) =>
        output.Names.Count == count ? output.Names : [.. Enumerable.Range(0, count).Select(index => $"{index}")];

    // Box and Muller 1958.
    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
