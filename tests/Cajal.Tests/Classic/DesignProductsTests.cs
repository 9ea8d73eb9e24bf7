using Cajal.Classic;
using Cajal.Numerics;

namespace Cajal.Tests.Classic;

/// <summary>Products over tiles and chunks of rows against plain loops, with more rows than a tile and more tiles than a chunk.</summary>
public sealed class DesignProductsTests
{
    private const int Rows = 40007;
    private const int Features = 3;
    private const int Columns = Features + 1;
    private const int Outputs = 2;

    private static readonly double[] _inputs = Numbers(Rows * Features, 1);
    private static readonly double[] _factors = Numbers(Rows, 2);
    private static readonly double[] _residuals = Numbers(Rows * Outputs, 3);

    [Fact]
    public void Outputs_are_the_sums_over_columns()
    {
        double[] parameters = Numbers(Outputs * Columns, 4);
        double[] result = new double[Rows * Outputs];
        Products(2).Multiply(parameters, Outputs, result);

        for (int i = 0; i < result.Length; i++)
        {
            double expected = 0;
            for (int j = 0; j < Columns; j++)
            {
                expected += parameters[(i % Outputs * Columns) + j] * Input(i / Outputs, j);
            }
            Assert.Equal(expected, result[i], 1e-14);
        }
    }

    [Fact]
    public void Transposed_products_and_grams_are_the_sums_over_rows()
    {
        double[] transposed = new double[Outputs * Columns];
        double[] gram = new double[Columns * Columns];
        Products(2).MultiplyTransposed(_residuals, Outputs, transposed);
        Products(2).Gram(_factors, gram);

        for (int j = 0; j < Columns; j++)
        {
            for (int k = 0; k < Outputs; k++)
            {
                Assert.Equal(Enumerable.Range(0, Rows).Sum(row => _residuals[(row * Outputs) + k] * Input(row, j)),
                    transposed[(k * Columns) + j], 1e-9);
            }
            for (int l = 0; l < Columns; l++)
            {
                Assert.Equal(Enumerable.Range(0, Rows).Sum(row => _factors[row] * Input(row, j) * Input(row, l)), gram[(j * Columns) + l], 1e-9);
            }
        }
    }

    [Fact]
    public void Centred_columns_have_mean_nought_and_the_variances_given()
    {
        double[] weights = [.. _factors.Select(factor => factor * factor)];
        double total = weights.Sum();
        for (int row = 0; row < Rows; row++)
        {
            weights[row] /= total;
        }
        DesignProducts products = Products(2);
        double[] variances = products.CentreColumns(weights);

        for (int j = 0; j < Features; j++)
        {
            double mean = Enumerable.Range(0, Rows).Sum(row => weights[row] * Input(row, j));
            Assert.Equal(mean, products.Design.Centre[j], 1e-12);
            Assert.Equal(Enumerable.Range(0, Rows).Sum(row => weights[row] * Math.Pow(Input(row, j) - mean, 2)), variances[j], 1e-12);
        }
        Assert.Equal(1, variances[Features]);
        double[] sums = new double[Columns];
        products.MultiplyTransposed(weights, 1, sums);
        Assert.All(sums[..Features], sum => Assert.Equal(0, sum, 1e-12));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Threads_do_not_change_a_bit(int threads)
    {
        double[] one = new double[Columns * Columns];
        double[] many = new double[Columns * Columns];
        Products(1).Gram(_factors, one);
        Products(threads).Gram(_factors, many);

        Assert.Equal(one, many);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(100)]
    public void Dot_products_of_any_length(int length)
    {
        double[] a = Numbers(length, 5);
        double[] b = Numbers(length, 6);

        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), Vectors.Dot(a, b), 1e-13);
    }

    [Fact]
    public void A_dependent_column_is_left_out_of_a_factor()
    {
        // A = B Bᵀ with rows (1, 0), (1, 0), (0, 2): the second unknown repeats the first.
        var factor = new Cholesky([1, 0, 0, 1, 1, 0, 0, 0, 4], 3);
        double[] x = [3, 3, 8];
        factor.Solve(x);

        Assert.Equal(1, factor.Dependent);
        Assert.Equal([3, 0, 2], x);
    }

    private static DesignProducts Products(int threads) => new(new ArrayDesign<double>(_inputs, Features), threads, default);

    private static double Input(int row, int column) => column == Features ? 1 : _inputs[(row * Features) + column];

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.3)];
    }
}
