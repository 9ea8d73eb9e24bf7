using System.Globalization;

namespace Cajal.Training;

/// <summary>
/// Says what is probably wrong with gradients that do not pass: a sign, a factor such as a missing 1/m, a gradient that is lost, a penalty
/// where none belongs, one weight alone.
/// </summary>
internal static class GradientFaults
{
    // Ratios of gradients that agree to so much are taken for one factor.
    private const double Agreement = 1e-4;

    /// <summary>One sentence for each parameter with a wrong gradient, or one for all when they share a factor.</summary>
    /// <param name="comparisons">All weights that were looked at.</param>
    /// <param name="floor">Gradients below this are too small to tell.</param>
    public static IReadOnlyList<string> Describe(IReadOnlyList<GradientComparison> comparisons, double floor)
    {
        GradientComparison[] significant = [.. comparisons.Where(one => one.Difference is not null && one.Size > floor)];
        string[] parameters = [.. comparisons.Select(one => one.Parameter).Distinct()];
        if (parameters.Length > 1 && CommonFactor(significant) is { } factor && Math.Abs(factor - 1) > Agreement)
        {
            return [$"all gradients are {Times(factor)}; look for a missing or doubled mean over the rows (1/m), or a factor of the loss"];
        }

        return [.. parameters
            .Select(name => (Name: name, Wrong: comparisons.Where(one => one.Parameter == name && one.Error(floor) > GradientCheckResult.Tolerance).ToArray()))
            .Where(pair => pair.Wrong.Length > 0)
            .Select(pair => $"{pair.Name}: {Describe(pair.Wrong, [.. significant.Where(one => one.Parameter == pair.Name)])}")];
    }

    private static string Describe(GradientComparison[] wrong, GradientComparison[] all)
    {
        if (wrong.Length == 1 && all.Length > 1)
        {
            return $"element {wrong[0].Element} alone is wrong, {Number(wrong[0].Gradient)} for {Number(wrong[0].Difference!.Value)}";
        }

        if (wrong.All(one => one.Gradient == 0))
        {
            return "its gradient is lost: it is 0";
        }

        if (CommonFactor(all) is { } factor)
        {
            return $"its gradient is {Times(factor)}";
        }

        double[] penalties = [.. wrong.Where(one => one.Weight != 0).Select(one => (one.Gradient - one.Difference!.Value) / one.Weight)];
        return penalties.Length == wrong.Length && penalties.Max() - penalties.Min() <= Agreement * Math.Abs(penalties[0])
            ? $"its gradient holds {Number(penalties[0])} times the parameter itself, a penalty that the loss does not have"
            : "its gradient is wrong";
    }

    /// <summary>The one number that all gradients are too large by, if there is one.</summary>
    private static double? CommonFactor(GradientComparison[] comparisons)
    {
        double[] ratios = [.. comparisons.Select(one => one.Gradient / one.Difference!.Value)];
        return ratios.Length > 0 && ratios[0] != 0 && ratios.All(ratio => Math.Abs(ratio - ratios[0]) <= Agreement * Math.Abs(ratios[0])) ? ratios[0] : null;
    }

    private static string Times(double factor) => Math.Abs(factor + 1) <= Agreement ? "of the wrong sign" : $"{Number(factor)} times too large";

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
