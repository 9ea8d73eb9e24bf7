using System.Text.Json;

namespace Cajal.Benchmarks;

/// <summary>Trains a known net for some steps and compares what the process grew by with what the plan said before anything was allocated.</summary>
internal static class StepMemoryMeasurement
{
    private const int Steps = 3;

    /// <summary>Prints one JSON object: planned and measured bytes.</summary>
    /// <param name="name">Name of the net.</param>
    /// <param name="batchSize">Rows of a step.</param>
    public static void Run(string name, int batchSize)
    {
        // What the runtime and compiled code take is no memory of the step: a small net of the same layers calls everything once.
        Train(KnownNets.ByName("resnet20-projection").Create([32, 32, 3], 10), Optimizer(), 2);
        Model net = KnownNets.ByName(name).Create();
        var planned = StepMemory.Of(net, batchSize, Optimizer());
        GC.Collect();
        long before = BytesOf("VmRSS");
        Train(net, Optimizer(), batchSize);
        using var json = new Utf8JsonWriter(Console.OpenStandardOutput());
        json.WriteStartObject();
        json.WriteString("net", name);
        json.WriteNumber("batchSize", batchSize);
        json.WriteNumber("plannedBytes", planned.Total);
        json.WriteNumber("measuredBytes", BytesOf("VmHWM") - before);
        json.WriteEndObject();
    }

    private static Sgd Optimizer() => new(0.01, momentum: 0.9);

    private static void Train(Model net, Optimizer optimizer, int batchSize)
    {
        Shape picture = net.InputShape;
        var inputs = new float[batchSize * picture.Count];
        var random = new Random(1);
        foreach (ref float value in inputs.AsSpan())
        {
            value = random.NextSingle();
        }

        int[] classes = [.. Enumerable.Range(0, batchSize).Select(row => row % net.OutputShape.Count)];
        var rows = new Dataset(inputs, picture.Sizes.ToArray(), Targets.Classes(classes, [.. Enumerable.Range(0, net.OutputShape.Count).Select(number => $"{number}")]));
        net.Build(seed: 1).Compile(optimizer, new CrossEntropy()).Fit(rows, new FitOptions { Epochs = Steps, BatchSize = batchSize, Keep = KeepWeights.Final });
    }

    /// <summary>A figure of this process, as Linux tells it.</summary>
    private static long BytesOf(string figure)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(figure, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
