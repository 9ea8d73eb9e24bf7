using System.Text.Json.Nodes;

namespace Cajal.Tests;

/// <summary>One optimiser with settings, against PyTorch step for step; see Golden/optimizers/generate.py.</summary>
internal sealed record OptimizerCase(string Name, JsonObject Settings, double[] Initial, double[][] Gradients, double[][] Expected)
{
    public ElementwiseOptimizer Optimizer { get; } = (ElementwiseOptimizer)Cajal.Optimizer.FromJson(Settings);

    public override string ToString() => Name;
}

internal static class OptimizerCases
{
    public static IReadOnlyList<OptimizerCase> All { get; } =
    [
        .. GoldenFile.Read("optimizers", "optimizers.json")["cases"]!.AsArray().Select(row => new OptimizerCase(
            row!["name"]!.GetValue<string>(), row["settings"]!.AsObject(), row["initial"].Numbers(),
            [.. row["gradients"]!.AsArray().Select(GoldenFile.Numbers)], [.. row["expected"]!.AsArray().Select(GoldenFile.Numbers)])),
    ];
}
