namespace Cajal.Explanation;

/// <summary>Pearson correlations of columns of numbers, with each other and with other numbers of the same rows.</summary>
internal sealed class FeatureCorrelations
{
    // Pairs of features grow with the square: beyond this many (images, mostly) they are not compared with each other.
    public const int MostFeatures = 512;

    // A correlation of thousands of rows is known to a hundredth; more rows would only take time.
    private const int MostRows = 4096;

    // The mean of equal numbers may differ from them in its last digits.
    private const double Rounding = 1e-12;

    private readonly double[][] columns;

    private FeatureCorrelations(double[][] columns) => this.columns = columns;

    /// <summary>Rows that are enough for correlations: all, or of very many some thousand at equal distances.</summary>
    public static int[] EnoughRows(int count)
    {
        int step = (count + MostRows - 1) / MostRows;
        return [.. Enumerable.Range(0, (count + step - 1) / step).Select(row => row * step)];
    }

    /// <summary>Takes the features of some rows.</summary>
    public static FeatureCorrelations OfInputs(Dataset data, int[] rows)
    {
        float[] inputs = new float[rows.Length * data.Features];
        data.CopyInputs(rows, inputs);
        return Of(data.Features, rows.Length, (feature, row) => inputs[(row * data.Features) + feature]);
    }

    /// <summary>Takes columns of numbers and standardises them: a correlation is then the mean of products.</summary>
    public static FeatureCorrelations Of(int count, int rows, Func<int, int, double> number)
    {
        double[][] columns = new double[count][];
        for (int index = 0; index < count; index++)
        {
            double[] column = new double[rows];
            for (int row = 0; row < rows; row++)
            {
                column[row] = number(index, row);
            }

            Standardise(column);
            columns[index] = column;
        }

        return new FeatureCorrelations(columns);
    }

    /// <summary>For each group the other one that goes with it most closely, where that is close.</summary>
    public static GroupCompanion?[] Companions(Dataset data, IReadOnlyList<FeatureGroup> groups)
    {
        var companions = new GroupCompanion?[groups.Count];
        if (data.Features > MostFeatures)
        {
            return companions;
        }

        FeatureCorrelations correlations = OfInputs(data, EnoughRows(data.Count));
        for (int first = 0; first < groups.Count; first++)
        {
            for (int second = 0; second < first; second++)
            {
                double closest = correlations.Closest(groups[first], groups[second]);
                Keep(companions, first, groups[second].Name, closest);
                Keep(companions, second, groups[first].Name, closest);
            }
        }

        return companions;
    }

    /// <summary>The correlation of each column with other numbers of the rows; 0 where one of both is constant.</summary>
    public double[] With(ReadOnlySpan<double> numbers)
    {
        double[] other = numbers.ToArray();
        Standardise(other);
        return [.. columns.Select(column => MeanProduct(column, other))];
    }

    private static void Keep(GroupCompanion?[] companions, int group, string other, double correlation)
    {
        if (Math.Abs(correlation) >= GroupCompanion.Threshold && Math.Abs(correlation) > Math.Abs(companions[group]?.Correlation ?? 0))
        {
            companions[group] = new GroupCompanion(other, correlation);
        }
    }

    private double Closest(FeatureGroup first, FeatureGroup second)
    {
        double closest = 0;
        foreach (int one in first.Features)
        {
            foreach (int other in second.Features)
            {
                double correlation = MeanProduct(columns[one], columns[other]);
                closest = Math.Abs(correlation) > Math.Abs(closest) ? correlation : closest;
            }
        }

        return closest;
    }

    private static void Standardise(double[] column)
    {
        double mean = column.Average();
        double deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
        bool varies = deviation > Rounding * Math.Abs(mean);
        for (int row = 0; row < column.Length; row++)
        {
            column[row] = varies ? (column[row] - mean) / deviation : 0;
        }
    }

    private static double MeanProduct(double[] first, double[] second)
    {
        double sum = 0;
        for (int row = 0; row < first.Length; row++)
        {
            sum += first[row] * second[row];
        }

        return sum / first.Length;
    }
}
