namespace Cajal.Cli.Lessons;

/// <summary>Handwritten digits in random places of a larger picture, gray from 0 to 1: where a digit stands says nothing of what it is.</summary>
internal static class PlacedDigits
{
    private const int Grid = 8;

    /// <summary>Pictures <c>[side, side]</c>.</summary>
    /// <param name="first">The first digit.</param>
    /// <param name="count">How many digits from it on.</param>
    /// <param name="side">Height and width of the pictures.</param>
    /// <param name="copies">How often each digit is placed; copies of one come after all others.</param>
    /// <param name="seed">Seed of the places.</param>
    public static Dataset Of(int first, int count, int side, int copies, int seed)
    {
        Dataset digits = LessonModels.Digits();
        int[] rows = [.. Enumerable.Range(0, digits.Count).Where(row => digits.Targets.ClassOf(row) >= first && digits.Targets.ClassOf(row) < first + count)];
        var random = new Random(seed);
        float[] pictures = new float[rows.Length * copies * side * side];
        int[] classes = new int[rows.Length * copies];
        for (int picture = 0; picture < classes.Length; picture++)
        {
            int row = rows[picture % rows.Length];
            classes[picture] = digits.Targets.ClassOf(row) - first;
            (int right, int down) = (random.Next(side - Grid + 1), random.Next(side - Grid + 1));
            foreach ((int pixel, float gray) in digits.Row(row).ToArray().Index())
            {
                pictures[(((picture * side) + (pixel / Grid) + down) * side) + (pixel % Grid) + right] = gray;
            }
        }

        return new Dataset(pictures, [side, side], Targets.Classes(classes, [.. Enumerable.Range(first, count).Select(digit => $"{digit}")]));
    }
}
