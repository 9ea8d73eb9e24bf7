using System.Numerics;

namespace Cajal.Kernels;

/// <summary>What a pointwise program must fulfil to run over the tiles of a product.</summary>
internal static class ProductEpilogue
{
    /// <summary>Throws unless there is a result or an epilogue, and the epilogue reads the product and has its size.</summary>
    public static void Require<T>(PointwiseProgram<T>? epilogue, bool hasResult, int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!hasResult && epilogue is null)
            throw new ArgumentException("A product needs a result, an epilogue, or both.", nameof(epilogue));
        if (epilogue is { HasAccumulator: false })
            throw new ArgumentException("The epilogue of a product does not read the product: run it as a work of its own.", nameof(epilogue));
        if (epilogue is not null && (epilogue.Rows != rows || epilogue.Columns != columns))
        {
            throw new ArgumentException(
                $"The epilogue works on [{epilogue.Rows}, {epilogue.Columns}], but the product is [{rows}, {columns}].", nameof(epilogue));
        }
    }
}
