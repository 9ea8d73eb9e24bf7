namespace Cajal;

/// <summary>A circle of radius 1 around one of radius ½, plus normal noise on both coordinates; the shape of scikit-learn's make_circles.</summary>
internal static class Circles
{
    public static SyntheticKind Kind { get; } =
        new("circles", "a circle around a smaller one in the plane", ["x", "y"], ["outer", "inner"], Draw) { DefaultNoise = 0.08 };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        int circle = row % 2;
        double radius = circle == 0 ? 1 : 0.5;
        double angle = random.Uniform(0, 2 * Math.PI);
        inputs[0] = random.Normal(radius * Math.Cos(angle), noise);
        inputs[1] = random.Normal(radius * Math.Sin(angle), noise);
        targets[0] = circle;
    }
}
