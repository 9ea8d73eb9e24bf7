namespace Cajal;

/// <summary>
/// Two half circles, one in the other's mouth, t uniform in 0 … π: (cos t, sin t) and (1 − cos t, ½ − sin t), plus normal noise on both
/// coordinates; the shape of scikit-learn's make_moons.
/// </summary>
internal static class Moons
{
    public static SyntheticKind Kind { get; } =
        new("moons", "two interleaved half circles in the plane", ["x", "y"], ["upper", "lower"], Draw) { DefaultNoise = 0.15 };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        int moon = row % 2;
        double t = random.Uniform(0, Math.PI);
        inputs[0] = random.Normal(moon == 0 ? Math.Cos(t) : 1 - Math.Cos(t), noise);
        inputs[1] = random.Normal(moon == 0 ? Math.Sin(t) : 0.5 - Math.Sin(t), noise);
        targets[0] = moon;
    }
}
