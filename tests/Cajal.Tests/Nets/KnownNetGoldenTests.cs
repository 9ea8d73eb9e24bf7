using System.Text.Json.Nodes;

namespace Cajal.Tests.Nets;

/// <summary>Known nets give the logits that the same nets give in PyTorch with the same weights.</summary>
public sealed class KnownNetGoldenTests
{
    private static readonly Dictionary<string, JsonNode> Cases =
        GoldenFile.Read("nets", "nets.json")["cases"]!.AsArray().ToDictionary(row => row!["net"]!.GetValue<string>(), row => row!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_equal_those_of_torch(string name)
    {
        JsonNode row = Cases[name];
        int[] input = [.. row["input"]!.AsArray().Select(size => size!.GetValue<int>())];
        Model net = KnownNets.ByName(name).Create(new Shape(input), classes: 10).Build();
        Fill(net);
        Model logits = net.UpTo(net.Layers[^2].Name!);
        float[] picture = [.. Enumerable.Range(0, input[0] * input[1] * input[2]).Select(index => (float)Math.Sin(0.3 * index))];

        double[] expected = row["logits"].Numbers();
        double size = expected.Max(Math.Abs);
        Assert.Equal(row["parameters"]!.GetValue<long>(), net.ParameterCount);
        Near.Equal([.. expected.Select(value => value / size)], [.. logits.Predict(picture).Select(value => value / size)], 2e-5, name);
    }

    /// <summary>The weights of generate.py, which counts through weights as PyTorch lays them out: outputs, inputs, places.</summary>
    private static void Fill(Model net)
    {
        int place = 0;
        foreach (ModelParameter parameter in net.Parameters.Where(parameter => !parameter.Name.Contains(".running_", StringComparison.Ordinal)))
        {
            int rank = parameter.Shape.Rank, outputs = parameter.Shape[rank - 1];
            int inputs = rank == 1 ? 1 : parameter.Shape[rank - 2], places = parameter.Shape.Count / outputs / inputs;
            double scale = rank == 1 ? 0.1 : Math.Sqrt(4.0 / (inputs * places));
            double shift = rank == 1 && parameter.Name.EndsWith(".weight", StringComparison.Ordinal) ? 1 : 0;
            Span<float> values = parameter.Values;
            for (int index = 0; index < values.Length; index++)
            {
                double number = 1 + (((((long)index % outputs * inputs) + (index / outputs % inputs)) * places) + (index / outputs / inputs));
                values[index] = (float)((scale * Math.Sin((0.37 * (number * number)) + place)) + shift);
            }

            place++;
        }
    }
}
