namespace Cajal;

/// <summary>
/// Several labels a row: points of the square −1 … 1, labelled by which of three overlapping discs they lie in, none to all three. Noise
/// moves points after they were judged.
/// </summary>
internal static class Discs
{
    private const double Radius = 0.6;

    private static readonly (double X, double Y)[] Centres = [(-0.3, -0.25), (0.3, -0.25), (0, 0.3)];

    public static SyntheticKind Kind { get; } =
        new("discs", "points in none to three of three overlapping discs (several labels a row)", ["x", "y"], ["red", "green", "blue"], Draw)
        {
            DefaultRows = 1000,
            DefaultNoise = 0,
            Target = TargetKind.Labels,
        };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        double x = random.Uniform(-1, 1);
        double y = random.Uniform(-1, 1);
        for (int disc = 0; disc < Centres.Length; disc++)
        {
            double dx = x - Centres[disc].X;
            double dy = y - Centres[disc].Y;
            targets[disc] = (dx * dx) + (dy * dy) < Radius * Radius ? 1 : 0;
        }
        inputs[0] = random.Normal(x, noise);
        inputs[1] = random.Normal(y, noise);
    }
}
