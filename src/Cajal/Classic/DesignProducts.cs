using System.Buffers;
using Cajal.Kernels;
using Cajal.Numerics;

namespace Cajal.Classic;

/// <summary>
/// The three products with a <see cref="DesignMatrix"/> X <c>[rows, columns]</c> that fitting needs. X passes through small float64 tiles,
/// so it is never copied whole. Rows are cut into chunks that depend on the shape alone, and the chunks' sums are added in ascending order:
/// the result does not depend on the number of threads.
/// </summary>
internal sealed class DesignProducts(DesignMatrix design, int threads, CancellationToken cancellation)
{
    /// <summary>Numbers of a tile: 512 KiB of float64, which stay in the second-level cache.</summary>
    private const int TileNumbers = 65536;

    /// <summary>Most numbers held in partial sums of one product: 64 MiB.</summary>
    private const int PartialNumbers = 8 << 20;

    private const int MostChunks = 16;

    /// <summary>A deviation below this share of the mean is rounding.</summary>
    private const double RoundingShare = 1e-12;

    public DesignMatrix Design => design;

    private int TileRows => Math.Clamp(TileNumbers / design.Columns, 16, 1024);

    /// <summary>X Wᵀ: parameters W <c>[outputs, columns]</c>, result <c>[rows, outputs]</c>.</summary>
    public void Multiply(ReadOnlySpan<double> parameters, int outputs, double[] result)
    {
        double[] transposed = new double[parameters.Length];
        for (int i = 0; i < transposed.Length; i++)
        {
            transposed[(i % design.Columns * outputs) + (i / design.Columns)] = parameters[i];
        }
        ForTiles(Chunks(0), (_, row, count, tile) => Products.Multiply(tile, design.Columns, 1, transposed, outputs, 1,
            result.AsSpan(row * outputs, count * outputs), count, outputs, design.Columns));
    }

    /// <summary>Rᵀ X: residuals <c>[rows, outputs]</c>, result <c>[outputs, columns]</c>.</summary>
    public void MultiplyTransposed(double[] residuals, int outputs, Span<double> result) =>
        SumChunks(outputs * design.Columns, result, (row, count, tile, product) =>
            Products.Multiply(residuals.AsSpan(row * outputs, count * outputs), 1, outputs, tile, design.Columns, 1, product,
                outputs, design.Columns, count));

    /// <summary>Xᵀ diag(s) X: one factor a row, result <c>[columns, columns]</c>, symmetric.</summary>
    public void Gram(double[] factors, Span<double> result) =>
        SumChunks(design.Columns * design.Columns, result, (row, count, tile, product) =>
        {
            int columns = design.Columns;
            double[] scaled = ArrayPool<double>.Shared.Rent(tile.Length);
            for (int i = 0; i < count; i++)
            {
                Vectors.Scale(factors[row + i], tile.Slice(i * columns, columns), scaled.AsSpan(i * columns, columns));
            }
            Products.Multiply(scaled, 1, columns, tile, columns, 1, product, columns, columns, count);
            ArrayPool<double>.Shared.Return(scaled);
        });

    /// <summary>Moves every column to its weighted mean 0 and gives the weighted variances, of the column of ones 1.</summary>
    /// <param name="weights">One weight a row, together 1.</param>
    public double[] CentreColumns(double[] weights)
    {
        double[] means = new double[design.Columns];
        MultiplyTransposed(weights, 1, means);
        for (int j = 0; j < design.Features; j++)
        {
            design.Centre[j] += means[j];
        }
        double[] variances = new double[design.Columns];
        SumChunks(design.Columns, variances, (row, count, tile, sums) =>
        {
            sums.Clear();
            for (int i = 0; i < count; i++)
            {
                Vectors.AddScaledSquares(weights[row + i], tile.Slice(i * design.Columns, design.Columns), sums);
            }
        });
        ClearConstantColumns(weights, means, variances);
        variances[design.Features] = 1;
        return variances;
    }

    /// <summary>
    /// A constant column's mean is off by rounding, and what is left would pass for information: its value itself is subtracted.
    /// </summary>
    private void ClearConstantColumns(double[] weights, double[] means, double[] variances)
    {
        double[] tile = new double[design.Columns];
        design.Read(Array.FindIndex(weights, weight => weight > 0), 1, tile);
        for (int j = 0; j < design.Features; j++)
        {
            if (variances[j] <= RoundingShare * RoundingShare * means[j] * means[j])
            {
                design.Centre[j] += tile[j];
                variances[j] = 0;
            }
        }
    }

    /// <summary>Does something with one tile of a chunk, rows <c>row … row + count − 1</c>.</summary>
    private delegate void TileAction(int chunk, int row, int count, ReadOnlySpan<double> tile);

    /// <summary>What one tile, rows <c>row … row + count − 1</c>, contributes to a sum over all rows.</summary>
    private delegate void TileProduct(int row, int count, ReadOnlySpan<double> tile, Span<double> product);

    private void SumChunks(int length, Span<double> result, TileProduct tileProduct)
    {
        int chunks = Chunks(length);
        double[][] sums = new double[chunks][];
        double[][] products = new double[chunks][];
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            sums[chunk] = new double[length];
            products[chunk] = new double[length];
        }
        ForTiles(chunks, (chunk, row, count, tile) =>
        {
            tileProduct(row, count, tile, products[chunk]);
            Vectors.AddScaled(1, products[chunk], sums[chunk]);
        });
        result.Clear();
        foreach (double[] sum in sums)
        {
            Vectors.AddScaled(1, sum, result);
        }
    }

    private int Chunks(int partialLength)
    {
        int tiles = (design.Rows + TileRows - 1) / TileRows;
        return Math.Clamp(Math.Min(tiles, PartialNumbers / Math.Max(1, partialLength)), 1, MostChunks);
    }

    private void ForTiles(int chunks, TileAction action)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, chunks, options, chunk =>
        {
            int end = (int)((long)design.Rows * (chunk + 1) / chunks);
            double[] tile = ArrayPool<double>.Shared.Rent(TileRows * design.Columns);
            for (int row = (int)((long)design.Rows * chunk / chunks); row < end; row += TileRows)
            {
                int count = Math.Min(TileRows, end - row);
                Span<double> numbers = tile.AsSpan(0, count * design.Columns);
                design.Read(row, count, numbers);
                action(chunk, row, count, numbers);
            }
            ArrayPool<double>.Shared.Return(tile);
        });
    }
}
