namespace Cajal;

/// <summary>Three round clusters around (−4, −3), (4, −2) and (0, 4), with normal noise on both coordinates.</summary>
internal static class Blobs
{
    private static readonly (double X, double Y)[] Centres = [(-4, -3), (4, -2), (0, 4)];

    public static SyntheticKind Kind { get; } =
        new("blobs", "three round clusters in the plane", ["x", "y"], ["left", "right", "top"], Draw) { DefaultRows = 300 };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        int blob = row % Centres.Length;
        inputs[0] = random.Normal(Centres[blob].X, noise);
        inputs[1] = random.Normal(Centres[blob].Y, noise);
        targets[0] = blob;
    }
}
