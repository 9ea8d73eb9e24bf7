namespace Cajal.Drawing;

/// <summary>A rectangle; y grows downward.</summary>
/// <param name="X">Left side.</param>
/// <param name="Y">Upper side.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
internal readonly record struct Area(double X, double Y, double Width, double Height)
{
    /// <summary>Its right side.</summary>
    public double Right => X + Width;

    /// <summary>Its lower side.</summary>
    public double Bottom => Y + Height;

    /// <summary>The same with x and y exchanged.</summary>
    public Area Transposed() => new(Y, X, Height, Width);

    /// <summary>Whether two rectangles share inner points.</summary>
    public bool Overlaps(Area other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;
}

/// <summary>A point; y grows downward.</summary>
internal readonly record struct Spot(double X, double Y)
{
    /// <summary>The same with x and y exchanged.</summary>
    public Spot Transposed() => new(Y, X);
}

/// <summary>Width and height of something to be placed.</summary>
internal readonly record struct Extent(double Width, double Height)
{
    /// <summary>The same with width and height exchanged.</summary>
    public Extent Transposed() => new(Height, Width);
}
