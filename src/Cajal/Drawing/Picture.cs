namespace Cajal.Drawing;

/// <summary>How the numbers of a picture become colours.</summary>
internal enum Palette
{
    /// <summary>The smallest number is black, the largest white.</summary>
    Grey,

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
    private static readonly (double Red, double Green, double Blue) Positive = (160, 74, 0);
    private static readonly (double Red, double Green, double Blue) Negative = (22, 84, 160);

    /// <summary>Red, green and blue of each pixel.</summary>
    public byte[] Pixels()
    {
        double low = Numbers.Min();
        double span = Numbers.Max() - low;
        double size = Numbers.Max(Math.Abs);
        byte[] pixels = new byte[Numbers.Count * 3];
        for (int pixel = 0; pixel < Numbers.Count; pixel++)
        {
            double number = Numbers[pixel];
            (double red, double green, double blue) = Palette == Palette.Grey
                ? Grey(span > 0 ? (number - low) / span : 0)
                : Mix(size > 0 ? Math.Abs(number) / size : 0, number > 0 ? Positive : Negative);
            pixels[3 * pixel] = (byte)Math.Round(red);
            pixels[(3 * pixel) + 1] = (byte)Math.Round(green);
            pixels[(3 * pixel) + 2] = (byte)Math.Round(blue);
        }

        return pixels;
    }

    private static (double Red, double Green, double Blue) Grey(double level) => (255 * level, 255 * level, 255 * level);

    private static (double Red, double Green, double Blue) Mix(double strength, (double Red, double Green, double Blue) full) => (
        255 + (strength * (full.Red - 255)), 255 + (strength * (full.Green - 255)), 255 + (strength * (full.Blue - 255)));
}
