namespace Cajal.Cli.Benchmarking;

/// <summary>What is measured.</summary>
/// <param name="Listed">Listed workloads.</param>
/// <param name="Grid">Other workloads.</param>
/// <param name="Products">Sizes of layers whose products are timed.</param>
/// <param name="Predictions">Nets that predict as many rows a call as their batch has.</param>
internal sealed record Selection(
    IReadOnlyList<Workload> Listed, IReadOnlyList<Workload> Grid, IReadOnlyList<ProductShape> Products, IReadOnlyList<Workload> Predictions)
{
    private static readonly string[] Sections = ["steps", "grid", "gemm", "convolution", "prediction"];

    /// <summary>Layers whose convolutions are timed; only where they are asked for, since they take as long as all the rest.</summary>
    public IReadOnlyList<ResNetConvolution> Convolutions { get; init; } = [];

    /// <summary>Chooses.</summary>
    /// <param name="only">A section, or a part of the names of workloads; null for everything.</param>
    /// <param name="isFull">Whether everything has the grid and every shape in it.</param>
    /// <exception cref="ConfigurationException">Nothing has such a name.</exception>
    public static Selection Of(string? only, bool isFull)
    {
        IReadOnlyList<ProductShape> products = isFull ? ProductShape.Many : ProductShape.Few;
        IReadOnlyList<Workload> predictions = PredictionsOf(isFull ? [1, 10, 100, 1000, 10_000] : [1, 1000]);
        return only?.ToUpperInvariant() switch
        {
            null => new(Workloads.Listed, isFull ? Workloads.Grid : [], products, predictions),
            "STEPS" => new(Workloads.Listed, [], [], []),
            "GRID" => new(Workloads.Listed, Workloads.Grid, [], []),
            "GEMM" => new([], [], products, []),
            "CONVOLUTION" => new([], [], [], []) { Convolutions = ResNetConvolution.All },
            "PREDICTION" => new([], [], [], predictions),
            _ => Named(only),
        };
    }

    private static Selection Named(string part)
    {
        Workload[] all = [.. Workloads.Listed, .. Workloads.Grid];
        return all.Any(Matches)
            ? new([.. Workloads.Listed.Where(Matches)], [.. Workloads.Grid.Where(Matches)], [], [])
            : throw new ConfigurationException(
                $"bench: --only {PrintableText.Quote(part)} is neither a section nor a part of a workload's name."
                + NearestName.Advice(part, [.. Sections, .. all.Select(workload => workload.Name)]));

        bool Matches(Workload workload) => workload.Name.Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    private static IReadOnlyList<Workload> PredictionsOf(int[] rows) => [.. rows.Select(count => new Workload([784, 128, 10], count, "adam"))];
}
