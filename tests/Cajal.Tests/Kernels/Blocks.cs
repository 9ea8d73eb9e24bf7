using System.Numerics;
using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

/// <summary>Blocks filled with seeded numbers, and what they hold.</summary>
internal static class Blocks
{
    /// <summary>A block of its own buffer, with numbers in [-1, 1).</summary>
    public static Block<T> Random<T>(Random random, int rows, int columns, int? rowStride = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var buffer = new NativeBuffer<T>((long)rows * (rowStride ?? columns) + 5);
        foreach (ref T value in buffer.Span)
            value = T.CreateTruncating(random.NextDouble() * 2 - 1);
        return Block<T>.Dense(buffer, 3, rows, columns, rowStride);
    }

    public static Block<T> Zero<T>(int rows, int columns, int? rowStride = null) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Block<T>.Dense(new NativeBuffer<T>((long)rows * (rowStride ?? columns)), 0, rows, columns, rowStride);

    public static Block<T> Of<T>(int rows, int columns, params T[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Block<T> block = Zero<T>(rows, columns);
        values.CopyTo(block.Buffer.Span);
        return block;
    }

    /// <summary>The elements in row-major order.</summary>
    public static T[] Values<T>(Block<T> block) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[block.Rows * block.Columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = block[i / block.Columns, i % block.Columns];
        return values;
    }
}
