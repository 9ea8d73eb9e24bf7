namespace Cajal;

/// <summary>
/// How a value, seen as a matrix, lies in its storage: element (r, c) stands <c>r·RowStride + c·ColumnStride</c> elements after the start.
/// A stride of 0 repeats.
/// </summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="RowStride">Elements from one row to the next.</param>
/// <param name="ColumnStride">Elements from one column to the next.</param>
internal readonly record struct Layout(int Rows, int Columns, int RowStride, int ColumnStride)
{
    /// <summary>Row after row without gaps.</summary>
    public static Layout Dense(int rows, int columns) => new(rows, columns, columns, 1);

    /// <summary>Row after row without gaps, for a shape's matrix view.</summary>
    public static Layout Dense(Shape shape) => Dense(shape.Rows, shape.Columns);

    /// <summary>True when elements follow each other in the order of a dense value.</summary>
    public bool IsDense =>
        (Columns == 1 || ColumnStride == 1) && (Rows == 1 || RowStride == Columns);

    /// <summary>True when a pointwise kernel can read it: rows contiguous, or one value repeated along each row.</summary>
    public bool IsPointwise => Columns == 1 || ColumnStride is 0 or 1;
}
