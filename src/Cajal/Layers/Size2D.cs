namespace Cajal;

/// <summary>A size of a window, or a distance, down and across a picture. A whole number stands for both.</summary>
/// <param name="Height">Lines.</param>
/// <param name="Width">Pixels of a line.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same number down and across.</summary>
    /// <param name="size">The number.</param>
    public static implicit operator Size2D(int size) => FromInt32(size);

    /// <summary>The same number down and across.</summary>
    /// <param name="size">The number.</param>
    public static Size2D FromInt32(int size) => new(size, size);
}
