using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// What a search tries: families of configurations, each with dimensions of its own (a rate that suits one optimiser does not suit another). A
/// candidate is drawn at random (J. Bergstra, Y. Bengio, "Random search for hyper-parameter optimization", Journal of Machine Learning
/// Research 13, 2012) and depends only on the seed and its number.
/// </summary>
/// <param name="Families">The families, each as likely as the others; one that is named twice is twice as likely.</param>
public sealed record SearchSpace(params IReadOnlyList<IReadOnlyList<SearchDimension>> Families)
{
    /// <summary>What is tried for tables: the recipe's own parametrisation, and plain layers with AdamW or with momentum.</summary>
    /// <param name="kind">Classes, values or labels.</param>
    public static SearchSpace ForTable(TargetKind kind)
    {
        SearchDimension[] common =
        [
            new SearchChoice("hidden", "32", "128", "256", "64,64", "128,128", "256,256", "64,64,64", "128,128,128", "256,256,256", "256,256,256,256"),
            new SearchChoice("activation", "relu", "selu", "mish", "tanh", "silu"),
            new SearchChoice("dropout", "0", "0", "0.05", "0.15", "0.3"),
            new SearchChoice("batchSize", "32", "64", "128", "256"),
            new SearchChoice("scale", "robust", "robust", "standard", "quantile"),
            .. kind == TargetKind.Classes ? [new SearchChoice("labelSmoothing", "0", "0.1")] : Array.Empty<SearchDimension>(),
        ];
        SearchDimension[] recipe =
        [
            new SearchChoice("parametrization", "neural-tangent"), new SearchChoice("optimizer", "adamw"), new SearchLogRange("optimizer.learningRate", 0.005, 0.3),
            new SearchChoice("optimizer.weightDecay", "0", "0.005", "0.02", "0.05"), new SearchChoice("schedule", "coslog", "coslog", "cosine"), .. common,
        ];
        SearchDimension[] plain =
        [
            new SearchChoice("parametrization", "standard"), new SearchChoice("optimizer", "adamw"), new SearchLogRange("optimizer.learningRate", 0.0003, 0.03),
            new SearchChoice("optimizer.weightDecay", "0", "0.001", "0.01", "0.1"), new SearchChoice("schedule", "cosine"), .. common,
        ];
        SearchDimension[] momentum =
        [
            new SearchChoice("parametrization", "standard"), new SearchChoice("optimizer", "sgd"), new SearchLogRange("optimizer.learningRate", 0.003, 0.3),
            new SearchChoice("optimizer.momentum", "0.9"), new SearchChoice("l2", "0", "0.0001", "0.001"), new SearchChoice("schedule", "cosine"), .. common,
        ];
        return new SearchSpace(recipe, recipe, plain, plain, momentum);
    }

    /// <summary>What is tried for small images: plain layers with AdamW or with momentum.</summary>
    public static SearchSpace ForImages()
    {
        SearchDimension[] common =
        [
            new SearchChoice("hidden", "128", "256", "512", "128,64", "256,128", "512,256", "256,256,256"),
            new SearchChoice("activation", "relu", "gelu", "silu", "tanh"),
            new SearchChoice("dropout", "0", "0.1", "0.2", "0.4"),
            new SearchChoice("batchSize", "32", "64", "128", "256"),
            new SearchChoice("labelSmoothing", "0", "0", "0.1"),
            new SearchChoice("schedule", "cosine"),
        ];
        return new SearchSpace(
            [
                new SearchChoice("optimizer", "adamw"), new SearchLogRange("optimizer.learningRate", 0.0003, 0.01),
                new SearchChoice("optimizer.weightDecay", "0", "0.001", "0.01", "0.1"), .. common,
            ],
            [
                new SearchChoice("optimizer", "sgd"), new SearchLogRange("optimizer.learningRate", 0.003, 0.3),
                new SearchChoice("optimizer.momentum", "0.9"), new SearchChoice("l2", "0", "0.0001", "0.001"), .. common,
            ]);
    }

    /// <summary>The same space with what a person has chosen left as it is: these settings are not tried, and families that hold others are left out.</summary>
    /// <param name="chosen">Settings with their values.</param>
    public SearchSpace Without(IReadOnlyDictionary<string, string> chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        bool Agrees(IReadOnlyList<SearchDimension> family) =>
            family.OfType<SearchChoice>().All(choice => choice.Values.Count > 1 || chosen.GetValueOrDefault(choice.Key, choice.Values[0]) == choice.Values[0]);
        IReadOnlyList<SearchDimension>[] agreeing = [.. Families.Where(Agrees)];
        return new SearchSpace(
            [.. (agreeing.Length > 0 ? agreeing : Families).Select(family => (IReadOnlyList<SearchDimension>)[.. family.Where(dimension => !chosen.ContainsKey(dimension.Key))])]);
    }

    /// <summary>The settings of a candidate, in the order in which they are to be set.</summary>
    /// <param name="seed">Seed of the search.</param>
    /// <param name="candidate">Number of the candidate.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Draw(ulong seed, int candidate)
    {
        double Random(int index) => CounterRandom.UniformDouble(seed, RandomStreams.Search, (ulong)candidate, (ulong)index);
        IReadOnlyList<SearchDimension> family = Families[(int)(Random(0) * Families.Count)];
        return [.. family.Select((dimension, index) => KeyValuePair.Create(dimension.Key, dimension.At(Random(index + 1))))];
    }
}
