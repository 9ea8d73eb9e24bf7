namespace Cajal.Kernels;

/// <summary>The direction in which a reduction of <c>[rows, columns]</c> runs.</summary>
internal enum Axis
{
    /// <summary>Over the rows: the result is <c>[1, columns]</c>.</summary>
    Rows,

    /// <summary>Over the columns: the result is <c>[rows, 1]</c>.</summary>
    Columns,

    /// <summary>Over both: the result is <c>[1, 1]</c>.</summary>
    All,
}
