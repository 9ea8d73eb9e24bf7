namespace Cajal.Drawing;

/// <summary>How the numbers of a picture become colours.</summary>
internal enum Palette
{
    /// <summary>The smallest number is black, the largest white.</summary>
    Grey,

    /// <summary>Red, green and blue of each pixel, the smallest number dark, the largest bright.</summary>
    Color,

    /// <summary>0 is white, the largest number in size full orange where it is positive and full blue where it is negative.</summary>
    Signed,
}

/// <summary>Numbers to be shown as a picture.</summary>
/// <param name="Caption">What stands below it.</param>
/// <param name="Numbers">The numbers, row by row.</param>
/// <param name="Palette">Their colours.</param>
internal sealed record Picture(string Caption, IReadOnlyList<double> Numbers, Palette Palette)
{
    // The colours of SvgStyle's parts for and against, so that pictures and bars speak alike.
    private static readonly double[] Positive = [160, 74, 0];
    private static readonly double[] Negative = [22, 84, 160];

    /// <summary>Red, green and blue of each pixel, as bytes.</summary>
    public byte[] Pixels()
    {
        double low = Numbers.Min();
        double span = Math.Max(Numbers.Max() - low, double.Epsilon);
        double size = Math.Max(Numbers.Max(Math.Abs), double.Epsilon);
        IEnumerable<double> channels = Palette switch
        {
            Palette.Color => Numbers.Select(number => 255 * ((number - low) / span)),
            Palette.Grey => Numbers.SelectMany(number => Enumerable.Repeat(255 * ((number - low) / span), 3)),
            _ => Numbers.SelectMany(number => Mix(Math.Abs(number) / size, number > 0 ? Positive : Negative)),
        };
        return [.. channels.Select(channel => (byte)Math.Round(channel))];
    }

    private static IEnumerable<double> Mix(double strength, double[] full) => full.Select(channel => 255 + (strength * (channel - 255)));
}
