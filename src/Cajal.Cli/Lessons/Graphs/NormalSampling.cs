using Cajal.Kernels;

namespace Cajal.Cli.Lessons.Graphs;

/// <summary>Moments of a model's outputs for normal inputs, from samples.</summary>
internal static class NormalSampling
{
    /// <summary>Draws inputs of a mean and covariance, and computes mean and covariance of the outputs.</summary>
    public static OutputMoments Of(Model model, double[] mean, double[,] covariance, int samples, int batchRows)
    {
        double[,] root = Cholesky(covariance);
        (int Inner, double Factor)[][] terms = [.. Enumerable.Range(0, mean.Length).Select(column =>
            Enumerable.Range(0, column + 1).Select(inner => (inner, root[column, inner])).Where(term => term.Item2 != 0).ToArray())];
        int width = model.OutputShape.Count;
        double[] sum = new double[width];
        var products = new double[width, width];
        float[] rows = new float[batchRows * mean.Length];
        float[] outputs = new float[batchRows * width];
        for (int first = 0; first < samples; first += batchRows)
        {
            Draw(rows, mean, terms, (ulong)first);
            model.Predict(rows, outputs);
            for (int row = 0; row < batchRows; row++)
            {
                for (int i = 0; i < width; i++)
                {
                    sum[i] += outputs[(row * width) + i];
                    for (int j = 0; j < width; j++)
                    {
                        products[i, j] += (double)outputs[(row * width) + i] * outputs[(row * width) + j];
                    }
                }
            }
        }

        double[] means = [.. sum.Select(value => value / samples)];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                products[i, j] = (products[i, j] / samples) - (means[i] * means[j]);
            }
        }

        return new OutputMoments(means, products);
    }

    /// <summary>Normal rows: mean + L·z with independent z, the zeros of L left out.</summary>
    private static void Draw(float[] rows, double[] mean, (int Inner, double Factor)[][] terms, ulong stream)
    {
        double[] independent = new double[rows.Length];
        CounterRandom.Uniform(seed: 1, stream, step: 0, independent.AsSpan());
        int features = mean.Length;
        for (int place = 0; place < rows.Length; place++)
        {
            independent[place] = NormalQuantile.Value(Math.Max(independent[place], double.Epsilon));
        }

        for (int place = 0; place < rows.Length; place++)
        {
            (int row, int column) = Math.DivRem(place, features);
            double value = mean[column];
            foreach ((int inner, double factor) in terms[column])
            {
                value += factor * independent[(row * features) + inner];
            }

            rows[place] = (float)value;
        }
    }

    /// <summary>The lower triangular L with LLᵀ = covariance.</summary>
    private static double[,] Cholesky(double[,] covariance)
    {
        int size = covariance.GetLength(0);
        var root = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = covariance[i, j] - Enumerable.Range(0, j).Sum(k => root[i, k] * root[j, k]);
                root[i, j] = i == j ? Math.Sqrt(rest) : rest / root[j, j];
            }
        }

        return root;
    }
}
