namespace Cajal.Cli.Lessons.Graphs;

/// <summary>How a net ends, and by what it is judged.</summary>
internal enum PlainOutput
{
    /// <summary>Sigmoids, judged by half the squared error.</summary>
    SquaredSigmoid,

    /// <summary>Sigmoids, judged by the logistic cost.</summary>
    Sigmoid,

    /// <summary>Softmax, judged by the negative log likelihood.</summary>
    Softmax,

    /// <summary>Linear outputs, judged by half the squared error.</summary>
    Linear,
}

/// <summary>A net of sigmoid units in plain loops over matrices, as a lecture writes it on a board: no graph, no kernels.</summary>
internal sealed class PlainNet
{
    /// <summary>Draws weights, inputs and targets.</summary>
    public PlainNet(int[] sizes, PlainOutput output, int rows)
    {
        (Sizes, Output) = (sizes, output);
        var random = new Random(123);
        double[,] Draw(int height, int width, double least) => Matrix(height, width, (_, _) => least + ((1 - least) * random.NextDouble()));
        X = Draw(rows, sizes[0], -1);
        Y = output == PlainOutput.Softmax ? Matrix(rows, sizes[^1], (row, k) => k == row % sizes[^1] ? 1 : 0) : Draw(rows, sizes[^1], 0);
        Weights = [.. sizes.Skip(1).Select((width, layer) => Draw(sizes[layer] + 1, width, -1))];
    }

    /// <summary>Inputs, then the units of each layer.</summary>
    public int[] Sizes { get; }

    /// <summary>How it ends.</summary>
    public PlainOutput Output { get; }

    /// <summary>A row for each sample.</summary>
    public double[,] X { get; }

    /// <summary>A row for each sample; 0 and one 1 for softmax.</summary>
    public double[,] Y { get; }

    /// <summary>Θ of each layer, the bias in the first row.</summary>
    public IReadOnlyList<double[,]> Weights { get; }

    /// <summary>The outputs, a row for each sample.</summary>
    public double[,] Outputs() => Forward(X)[^1];

    /// <summary>Δ of each layer, all rows at once.</summary>
    public double[][,] Matrices() => Back(X, Y);

    /// <summary>Δ of each layer, added up over samples that go through the net one by one.</summary>
    public double[][,] Accumulated()
    {
        double[][][,] samples = [.. Enumerable.Range(0, X.GetLength(0)).Select(row => Back(Row(X, row), Row(Y, row)))];
        return [.. Weights.Select((weight, layer) => Matrix(weight.GetLength(0), weight.GetLength(1), (i, j) => samples.Sum(sample => sample[layer][i, j])))];
    }

    /// <summary>D = (Δ + λθ)/m, without a penalty on the bias.</summary>
    public double[][,] Penalised(double[][,] sums, double lambda) => [.. sums.Select((sum, layer) => Matrix(
        sum.GetLength(0), sum.GetLength(1), (i, j) => (sum[i, j] + (i == 0 ? 0 : lambda * Weights[layer][i, j])) / X.GetLength(0)))];

    /// <summary>A matrix of a function of row and column.</summary>
    public static double[,] Matrix(int rows, int columns, Func<int, int, double> element)
    {
        var matrix = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                matrix[row, column] = element(row, column);
            }
        }

        return matrix;
    }

    private List<double[,]> Forward(double[,] x)
    {
        List<double[,]> a = [x];
        foreach (double[,] weight in Weights)
        {
            a.Add(Activated(GradientFactors.Multiply(WithOnes(a[^1]), weight), isLast: a.Count == Weights.Count));
        }

        return a;
    }

    private double[][,] Back(double[,] x, double[,] y)
    {
        int rows = x.GetLength(0);
        List<double[,]> a = Forward(x);
        double[,] delta = Matrix(rows, Sizes[^1], (row, k) => (a[^1][row, k] - y[row, k]) * (Output == PlainOutput.SquaredSigmoid ? Slope(a[^1][row, k]) : 1));
        double[][,] sums = new double[Weights.Count][,];
        for (int layer = Weights.Count - 1; layer >= 0; layer--)
        {
            sums[layer] = GradientFactors.Multiply(Transposed(WithOnes(a[layer])), delta);
            double[,] back = GradientFactors.Multiply(delta, Transposed(Weights[layer]));
            double[,] before = a[layer];
            delta = Matrix(rows, Sizes[layer], (row, j) => back[row, j + 1] * Slope(before[row, j]));
        }

        return sums;
    }

    private double[,] Activated(double[,] z, bool isLast) => (isLast ? Output : PlainOutput.Sigmoid) switch
    {
        PlainOutput.Linear => z,
        PlainOutput.Softmax => Matrix(z.GetLength(0), z.GetLength(1), (row, k) => Math.Exp(z[row, k]) / Enumerable.Range(0, z.GetLength(1)).Sum(j => Math.Exp(z[row, j]))),
        _ => Matrix(z.GetLength(0), z.GetLength(1), (row, k) => 1 / (1 + Math.Exp(-z[row, k]))),
    };

    /// <summary>f′ of a sigmoid by its value.</summary>
    private static double Slope(double value) => value * (1 - value);

    private static double[,] WithOnes(double[,] a) => Matrix(a.GetLength(0), a.GetLength(1) + 1, (row, column) => column == 0 ? 1 : a[row, column - 1]);

    private static double[,] Transposed(double[,] a) => Matrix(a.GetLength(1), a.GetLength(0), (row, column) => a[column, row]);

    private static double[,] Row(double[,] a, int row) => Matrix(1, a.GetLength(1), (_, column) => a[row, column]);
}
