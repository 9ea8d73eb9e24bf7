namespace Cajal.Kernels;

/// <summary>Where the pixels of a new picture come from: pixel (y, x) from (YY·y + YX·x + Y, XY·y + XX·x + X) of the old one.</summary>
internal readonly record struct PixelMap(double YY, double YX, double Y, double XY, double XX, double X)
{
    /// <summary>Each pixel from its own place.</summary>
    public static PixelMap Identity => new(1, 0, 0, 0, 1, 0);

    /// <summary>Whether pixels come from pixels, all at one distance that an integer holds.</summary>
    public bool IsWholeShift => this with { Y = 0, X = 0 } == Identity
        && double.IsInteger(Y) && double.IsInteger(X) && Math.Abs(Y) <= 1 << 24 && Math.Abs(X) <= 1 << 24;

    /// <summary>The map that goes through this one first: from the new picture to <paramref name="next"/>'s, from there to the old one.</summary>
    public PixelMap Then(PixelMap next) => new(
        (next.YY * YY) + (next.YX * XY), (next.YY * YX) + (next.YX * XX), (next.YY * Y) + (next.YX * X) + next.Y,
        (next.XY * YY) + (next.XX * XY), (next.XY * YX) + (next.XX * XX), (next.XY * Y) + (next.XX * X) + next.X);

    /// <summary>The same linear part around another point than the origin.</summary>
    public PixelMap Around(double y, double x) => this with { Y = y - (YY * y) - (YX * x) + Y, X = x - (XY * y) - (XX * x) + X };
}
