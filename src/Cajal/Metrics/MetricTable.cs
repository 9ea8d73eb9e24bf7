namespace Cajal;

/// <summary>The metrics by name.</summary>
internal static class MetricTable
{
    private static readonly Metric[] Metrics = [new Accuracy(), new F1(), new RocAuc(), new LogLoss(), new Rmse(), new Mae(), new R2()];

    /// <summary>The metric of a name, or <c>null</c>.</summary>
    public static Metric? FindOrNull(string name) => Array.Find(Metrics, metric => metric.Name == name);
}
