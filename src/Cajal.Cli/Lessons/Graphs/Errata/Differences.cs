namespace Cajal.Cli.Lessons.Graphs.Errata;

/// <summary>Two-sided finite differences of an expression.</summary>
internal static class Differences
{
    private const double Step = 1e-5;

    /// <summary>The change of a number with each element of an input or parameter.</summary>
    public static double[] Of(Node function, Node by, NodeValues values)
    {
        double[] center = values[by].Numbers.ToArray();
        return [.. center.Select((_, element) => (At(function, by, values, element, Step) - At(function, by, values, element, -Step)) / (2 * Step))];
    }

    private static double At(Node function, Node by, NodeValues values, int element, double change)
    {
        NodeValues moved = values.Copy();
        double[] numbers = values[by].Numbers.ToArray();
        numbers[element] += change;
        moved[by] = numbers;
        return function.Evaluate(moved)[0];
    }
}
