using System.Globalization;

namespace Cajal.Cli.Benchmarking;

/// <summary>Whether figures can be true: nothing is faster than the processor.</summary>
internal static class Verdict
{
    /// <summary>A share of the peak that cannot be. The peak is measured too, a little later, and the clock changes: hence the two per cent.</summary>
    public const double MostShare = 1.02;

    /// <summary>The shares that make a run invalid, largest first.</summary>
    public static IReadOnlyList<(string Name, double Share)> Impossible(IEnumerable<(string Name, double Share)> shares) =>
        [.. shares.Where(one => !(one.Share <= MostShare)).OrderByDescending(one => one.Share)];

    /// <summary>What is wrong with a run; null when nothing is.</summary>
    public static string? Problem(IEnumerable<(string Name, double Share)> shares)
    {
        IReadOnlyList<(string Name, double Share)> impossible = Impossible(shares);
        return impossible.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"this run is not valid: {impossible[0].Name} reached {impossible[0].Share * 100:0.0} % of the peak, expected at most {MostShare * 100:0} % "
            + $"({Rendering.Figures.Count(impossible.Count, "such figure")}). Others kept the processor busy while the peak was measured: measure again.");
    }
}
