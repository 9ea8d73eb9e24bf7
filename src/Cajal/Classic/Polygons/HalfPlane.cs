namespace Cajal;

/// <summary>
/// The points with <c>a x + b y + c ≥ 0</c>, or <c>&gt; 0</c> where the border is left out: what one threshold unit tells apart.
/// </summary>
/// <param name="A">Weight of x.</param>
/// <param name="B">Weight of y.</param>
/// <param name="C">Bias.</param>
/// <param name="HasBorder">Whether the points of the line itself belong to it.</param>
public readonly record struct HalfPlane(double A, double B, double C, bool HasBorder = true)
{
    /// <summary>What lies to the left of the way from one point to another.</summary>
    /// <param name="from">A point of the border.</param>
    /// <param name="to">Another one.</param>
    /// <param name="hasBorder">Whether the line itself belongs to it.</param>
    public static HalfPlane LeftOf(PlanePoint from, PlanePoint to, bool hasBorder = true)
    {
        // One point of the two is the base from either side, so that the two sides of a line have exactly opposite numbers.
        PlanePoint basis = (from.X, from.Y).CompareTo((to.X, to.Y)) <= 0 ? from : to;
        (double a, double b) = (from.Y - to.Y, to.X - from.X);
        return new HalfPlane(a, b, -((a * basis.X) + (b * basis.Y)), hasBorder);
    }

    /// <summary>Whether a point belongs to it.</summary>
    public bool Contains(PlanePoint point)
    {
        double side = (A * point.X) + (B * point.Y) + C;
        return side > 0 || (HasBorder && side == 0);
    }
}
