namespace Cajal;

/// <summary>
/// Two spiral arms of one and a half turns, half a turn apart, radius 0.1 … 1 growing with the angle, plus normal noise on both coordinates;
/// after the two-spirals problem (K. J. Lang, M. J. Witbrock, "Learning to tell two spirals apart", 1988), with fewer turns.
/// </summary>
internal static class Spirals
{
    private const double Turns = 1.5;

    public static SyntheticKind Kind { get; } =
        new("spirals", "two intertwined spiral arms in the plane", ["x", "y"], ["first", "second"], Draw) { DefaultNoise = 0.03 };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        int arm = row % 2;
        double along = random.Uniform(0, 1);
        double radius = 0.1 + (0.9 * along);
        double angle = (2 * Math.PI * Turns * along) + (arm * Math.PI);
        inputs[0] = random.Normal(radius * Math.Cos(angle), noise);
        inputs[1] = random.Normal(radius * Math.Sin(angle), noise);
        targets[0] = arm;
    }
}
