namespace Cajal.Cli.Rendering;

/// <summary>Numbers with signs as a picture of characters, two a pixel, so that pixels look square.</summary>
internal static class SignedPicture
{
    private const double Strong = 0.5;
    private const double Weak = 0.12;

    /// <summary>What the characters mean.</summary>
    public const string Legend = "## and ++ above zero, == and -- below, the double ones beyond half of the largest; .. near zero";

    /// <summary>The lines of a picture.</summary>
    /// <param name="numbers">One a pixel, row by row.</param>
    /// <param name="width">Pixels of a row.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<double> numbers, int width)
    {
        double size = Math.Max(numbers.Max(Math.Abs), double.Epsilon);
        return numbers.Chunk(width).Select(line => string.Concat(line.Select(number => (number / size) switch
        {
            >= Strong => "##",
            >= Weak => "++",
            <= -Strong => "==",
            <= -Weak => "--",
            _ => "..",
        })));
    }
}
