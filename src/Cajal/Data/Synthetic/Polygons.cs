namespace Cajal;

/// <summary>
/// Points of the square −1 … 1, inside where they lie in a triangle OR in a quadrilateral: each polygon is the AND of half planes, so three
/// layers of threshold units draw the border exactly. Noise moves points after they were judged, so that the border blurs.
/// </summary>
internal static class Polygons
{
    // Corners counter-clockwise.
    private static readonly (double X, double Y)[] Triangle = [(-0.9, -0.8), (0.1, -0.8), (-0.6, 0.4)];
    private static readonly (double X, double Y)[] Quadrilateral = [(0.2, -0.3), (0.9, -0.5), (0.8, 0.8), (-0.2, 0.7)];

    public static SyntheticKind Kind { get; } =
        new("polygons", "points inside or outside of two polygons in the plane", ["x", "y"], ["outside", "inside"], Draw)
        {
            DefaultRows = 1000,
            DefaultNoise = 0,
        };

    private static void Draw(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets)
    {
        (double X, double Y) point = (random.Uniform(-1, 1), random.Uniform(-1, 1));
        targets[0] = Contains(Triangle, point) || Contains(Quadrilateral, point) ? 1 : 0;
        inputs[0] = random.Normal(point.X, noise);
        inputs[1] = random.Normal(point.Y, noise);
    }

    /// <summary>Whether the point lies to the left of every edge.</summary>
    private static bool Contains((double X, double Y)[] corners, (double X, double Y) point)
    {
        for (int i = 0; i < corners.Length; i++)
        {
            (double X, double Y) from = corners[i];
            (double X, double Y) to = corners[(i + 1) % corners.Length];
            if (((to.X - from.X) * (point.Y - from.Y)) - ((to.Y - from.Y) * (point.X - from.X)) < 0)
            {
                return false;
            }
        }
        return true;
    }
}
