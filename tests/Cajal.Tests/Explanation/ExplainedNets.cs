using Cajal.Kernels;

namespace Cajal.Tests.Explanation;

/// <summary>Nets and data for explanations, some of them with weights set by hand.</summary>
internal static class ExplainedNets
{
    /// <summary>σ(w·x + b) of one unit, by hand.</summary>
    public static Sequential OneUnit(Layer end, float[] weights, float bias = 0)
    {
        Sequential model = new Sequential { new Dense(1), end }.Build([weights.Length]);
        weights.CopyTo(model.Parameters[0].Values);
        model.Parameters[1].Values[0] = bias;
        return model;
    }

    /// <summary>A net with random weights of deviation 1.</summary>
    public static Sequential Random(int inputs, int hidden, int outputs, string activation, ulong seed) => new Sequential
    {
        new Dense(hidden, new NormalInitializer(1), new NormalInitializer(1)), Activation.ByName(activation),
        new Dense(hidden, new NormalInitializer(0.5), new NormalInitializer(1)), Activation.ByName(activation),
        new Dense(outputs), new Softmax(),
    }.Build([inputs], seed);

    /// <summary>
    /// O11's rows: the class depends on columns 0, 1, 2 alone; of each there are three decoys with a correlation of 0.8; eight columns are noise.
    /// </summary>
    public static Dataset Planted(int rows, ulong seed)
    {
        const int Columns = 20;
        float[] normal = new float[rows * Columns];
        CounterRandom.Normal<float>(seed, 1, 0, normal);
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> x = normal.AsSpan(row * Columns, Columns);
            for (int decoy = 3; decoy < 12; decoy++)
            {
                x[decoy] = (0.8f * x[decoy % 3]) + (0.6f * x[decoy]);
            }

            classes[row] = x[0] + x[1] - x[2] + (0.5f * x[0] * x[1]) > 0 ? 1 : 0;
        }

        string[] names = [.. Enumerable.Range(0, 3).Select(i => $"planted{i}"), .. Enumerable.Range(3, 9).Select(i => $"decoy{i} of {i % 3}"), .. Enumerable.Range(12, 8).Select(i => $"noise{i}")];
        return new Dataset(normal, [Columns], Targets.Classes(classes, ["no", "yes"]), names);
    }

    /// <summary>A net that has learned them.</summary>
    public static Sequential Trained(Dataset data, ulong seed, int epochs = 40)
    {
        Sequential model = new Sequential { new Dense(24), new Tanh(), new Dense(data.Targets.ClassNames.Length), new Softmax() }
            .Compile(new AdamW(0.01, 0.05), new CrossEntropy());
        model.Fit(data, new FitOptions { Epochs = epochs, BatchSize = 64, Seed = seed, Threads = 1 });
        return model;
    }
}
