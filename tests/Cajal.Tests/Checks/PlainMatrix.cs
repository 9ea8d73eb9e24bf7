namespace Cajal.Tests;

/// <summary>Matrices in float64 by plain loops, for references that share nothing with the library.</summary>
internal static class PlainMatrix
{
    public static double[,] New(int rows, int columns, Func<int, int, double> element)
    {
        double[,] matrix = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                matrix[row, column] = element(row, column);
            }
        }

        return matrix;
    }

    public static double[,] Map(this double[,] a, Func<double, double> function) => New(a.GetLength(0), a.GetLength(1), (i, j) => function(a[i, j]));

    public static double[,] Zip(this double[,] a, double[,] b, Func<double, double, double> function) =>
        New(a.GetLength(0), a.GetLength(1), (i, j) => function(a[i, j], b[i, j]));

    public static double[,] Times(this double[,] a, double[,] b) =>
        New(a.GetLength(0), b.GetLength(1), (i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]));

    public static double[,] Transposed(this double[,] a) => New(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    public static double Dot(this double[,] a, double[,] b) => a.Cast<double>().Zip(b.Cast<double>(), (x, y) => x * y).Sum();

    /// <summary>A + d·I.</summary>
    public static double[,] Ridge(this double[,] a, double d) => New(a.GetLength(0), a.GetLength(0), (i, j) => a[i, j] + (i == j ? d : 0));

    public static double Trace(this double[,] a) => Enumerable.Range(0, a.GetLength(0)).Sum(i => a[i, i]);

    /// <summary>The inverse by Gauss and Jordan, with the largest pivot of each column.</summary>
    public static double[,] Inverse(this double[,] a)
    {
        int size = a.GetLength(0);
        double[,] work = New(size, 2 * size, (i, j) => j < size ? a[i, j] : j - size == i ? 1 : 0);
        for (int column = 0; column < size; column++)
        {
            int pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(work[row, column]));
            for (int j = 0; j < 2 * size; j++)
            {
                (work[column, j], work[pivot, j]) = (work[pivot, j], work[column, j]);
            }

            double first = work[column, column];
            for (int j = 0; j < 2 * size; j++)
            {
                work[column, j] /= first;
            }

            foreach (int row in Enumerable.Range(0, size).Where(row => row != column))
            {
                double share = work[row, column];
                for (int j = 0; j < 2 * size; j++)
                {
                    work[row, j] -= share * work[column, j];
                }
            }
        }

        return New(size, size, (i, j) => work[i, size + j]);
    }

    /// <summary>A^(-1/2) by the coupled iteration of Newton and Schulz.</summary>
    public static double[,] InverseRoot(this double[,] a)
    {
        double scale = Math.Sqrt(a.Dot(a));
        double[,] y = a.Map(value => value / scale), z = Ridge(a.Map(_ => 0), 1);
        for (int iteration = 0; iteration < 100; iteration++)
        {
            double[,] middle = z.Times(y).Map(value => -value).Ridge(3).Map(value => value / 2);
            (y, z) = (y.Times(middle), middle.Times(z));
        }

        return z.Map(value => value / Math.Sqrt(scale));
    }

    /// <summary>The largest eigenvalue by the power method.</summary>
    public static double LargestEigenvalue(this double[,] a)
    {
        double[,] vector = New(a.GetLength(0), 1, (i, _) => 1 + (0.1 * i));
        for (int iteration = 0; iteration < 5000; iteration++)
        {
            double[,] next = a.Times(vector);
            double norm = Math.Sqrt(next.Dot(next));
            vector = next.Map(value => value / norm);
        }

        return a.Times(vector).Dot(vector);
    }
}
