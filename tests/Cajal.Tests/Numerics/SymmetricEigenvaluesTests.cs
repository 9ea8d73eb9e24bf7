using Cajal.Numerics;

namespace Cajal.Tests.Numerics;

public sealed class SymmetricEigenvaluesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(64)]
    public void Values_and_vectors_give_the_matrix_back(int size)
    {
        var random = new Random(size);
        float[] matrix = Symmetric(size, (_, _) => (float)((2 * random.NextDouble()) - 1));
        var solver = new SymmetricEigenvalues(size);
        Assert.True(solver.TryDecompose(matrix));
        float[] again = new float[matrix.Length];
        solver.Compose(solver.Values, again);
        for (int index = 0; index < matrix.Length; index++)
        {
            Assert.Equal(matrix[index], again[index], 1e-6);
        }

        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b < size; b++)
            {
                Assert.Equal(a == b ? 1 : 0, Vectors.Dot(solver.Vector(a), solver.Vector(b)), 1e-12);
            }
        }
    }

    /// <summary>The matrix of second differences has the eigenvalues 2 − 2cos(kπ/(n + 1)).</summary>
    [Fact]
    public void Known_values_come_out()
    {
        const int Size = 40;
        float[] matrix = Symmetric(Size, (row, column) => row == column ? 2 : Math.Abs(row - column) == 1 ? -1 : 0);
        var solver = new SymmetricEigenvalues(Size);
        Assert.True(solver.TryDecompose(matrix));
        double[] expected = [.. Enumerable.Range(1, Size).Select(k => 2 - (2 * Math.Cos(k * Math.PI / (Size + 1))))];
        Near.Equal(expected, [.. solver.Values.ToArray().Order()], 1e-12);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(1e-20f)]
    public void Equal_values_are_no_trouble(float value)
    {
        var solver = new SymmetricEigenvalues(5);
        Assert.True(solver.TryDecompose(Symmetric(5, (row, column) => row == column ? value : 0)));
        Assert.All(solver.Values.ToArray(), each => Assert.Equal(value, each));
        float[] ones = Symmetric(5, (_, _) => value);
        Assert.True(solver.TryDecompose(ones));
        Assert.Equal(5.0 * value, solver.Values.ToArray().Max(), 1e-12 * value);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Numbers_that_are_not_finite_are_refused(float value)
    {
        Assert.False(new SymmetricEigenvalues(2).TryDecompose([1, value, value, 1]));
        var solver = new SymmetricEigenvalues(4);
        Assert.False(solver.TryDecompose(Symmetric(4, (row, column) => row + column == 3 ? value : 1)));
        Assert.True(solver.TryDecompose(Symmetric(4, (row, column) => row == column ? 1 : 0)));
    }

    private static float[] Symmetric(int size, Func<int, int, float> element)
    {
        float[] matrix = new float[size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                matrix[(row * size) + column] = matrix[(column * size) + row] = element(row, column);
            }
        }

        return matrix;
    }
}
