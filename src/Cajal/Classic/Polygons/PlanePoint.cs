namespace Cajal;

/// <summary>A point of the plane.</summary>
/// <param name="X">First coordinate.</param>
/// <param name="Y">Second coordinate.</param>
public readonly record struct PlanePoint(double X, double Y)
{
    /// <summary>The coordinates in brackets, in the invariant culture.</summary>
    public override string ToString() => FormattableString.Invariant($"({X}, {Y})");

    /// <summary>Twice the area of the triangle a, b, c: above 0 where c lies to the left of the way from a to b.</summary>
    internal static double Cross(PlanePoint a, PlanePoint b, PlanePoint c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
