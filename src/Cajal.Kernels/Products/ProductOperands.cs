using System.Numerics;

namespace Cajal.Kernels;

/// <summary>Sizes of a product [m, k] x [k, n] and strides of its operands, as in <see cref="Products.Multiply"/>.</summary>
internal readonly record struct ProductOperands(int M, int N, int K, nint ARow, nint AColumn, nint BRow, nint BColumn)
{
    /// <summary>The product of the transposes, b' a'.</summary>
    public ProductOperands Transposed() => new(N, M, K, BColumn, BRow, AColumn, ARow);

    /// <summary>Rough cost in fused multiply-adds of a bundle. A lone bundle of columns waits for loads; a b without contiguous rows has to be
    /// transposed first, at 0.6 multiply-adds of 16 numbers for each number.</summary>
    public double Cost<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double bundles = RegisterTiles<T>.BundlesIn(N);
        double multiplyAdds = (bundles == 1 ? 1.2 : bundles) * M * K;
        return BColumn == 1 ? multiplyAdds : multiplyAdds + TranspositionCost<T>(K, N);
    }

    /// <summary>Cost of transposing a matrix, in fused multiply-adds of a bundle.</summary>
    public static double TranspositionCost<T>(int rows, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        10.0 / RegisterTiles<T>.Lanes * rows * columns;
}
