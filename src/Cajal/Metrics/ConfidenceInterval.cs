using Cajal.Metrics;

namespace Cajal;

/// <summary>A range that holds the figure of unlimited rows in about 95 of 100 test sets of this size.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>How often such an interval holds the figure: 0.95.</summary>
    public const double Level = 0.95;

    /// <summary>The standard normal's quantile of 0.975.</summary>
    internal const double NormalQuantile = 1.959963984540054;

    /// <summary>
    /// Wilson's score interval of a share: <c>(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)</c>. Right also near 0 and 1, where
    /// <c>p ± z·s</c> collapses. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    /// the American Statistical Association 22 (1927); L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 16 (2001), section 3.1.1.
    /// </summary>
    /// <param name="share">The share p in [0, 1].</param>
    /// <param name="count">Number of rows n it was taken of, above 0; the effective number when rows have weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share lies outside [0, 1], or the count is not positive.</exception>
    public static ConfidenceInterval Wilson(double share, double count)
    {
        if (!(share is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share in [0, 1].");
        }
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        double square = NormalQuantile * NormalQuantile;
        double middle = share + (square / (2 * count));
        double half = NormalQuantile * Math.Sqrt((share * (1 - share) / count) + (square / (4 * count * count)));
        double scale = 1 + (square / count);
        // The ends at p = 0 and p = 1 are exactly 0 and 1; rounding must not move them.
        return new ConfidenceInterval(
            share == 0 ? 0 : Math.Max(0, (middle - half) / scale), share == 1 ? 1 : Math.Min(1, (middle + half) / scale));
    }

    /// <summary>
    /// The interval of 95 % of a mean of independent numbers of like spread: <c>m ± t·s/√n</c>, t being the quantile of Student's distribution
    /// with n − 1 degrees of freedom ("Student", "The probable error of a mean", Biometrika 6, 1908).
    /// </summary>
    /// <param name="values">The numbers; fewer than two have no spread.</param>
    /// <returns>Null for fewer than two numbers.</returns>
    public static ConfidenceInterval? OfMean(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return null;
        }
        (double mean, double deviation) = SampleMoments(values);
        double half = StudentQuantile.TwoSided(Level, values.Length - 1) * deviation / Math.Sqrt(values.Length);
        return new ConfidenceInterval(mean - half, mean + half);
    }

    /// <summary>
    /// The interval of 95 % of a mean over the K folds of a cross-validation: <c>m ± t·s·√(1/K + 1/(K − 1))</c>. The folds share training rows, so their figures
    /// lean the same way and <c>s/√K</c> would be too small; the second term, test rows over training rows, allows for that (C. Nadeau, Y. Bengio,
    /// "Inference for the generalization error", Machine Learning 52, 2003, section 4).
    /// </summary>
    /// <param name="values">The figure of each fold.</param>
    /// <param name="range">The least and the greatest figure that there can be; the interval does not go beyond.</param>
    /// <returns>Null for fewer than two folds, or where all have the same figure: there is no spread to judge by.</returns>
    internal static ConfidenceInterval? OfFolds(ReadOnlySpan<double> values, (double Least, double Greatest) range)
    {
        int folds = values.Length;
        (double mean, double deviation) = SampleMoments(values);
        if (folds < 2 || deviation == 0)
        {
            return null;
        }
        double half = StudentQuantile.TwoSided(Level, folds - 1) * deviation * Math.Sqrt((1.0 / folds) + (1.0 / (folds - 1)));
        return new ConfidenceInterval(Math.Max(mean - half, range.Least), Math.Min(mean + half, range.Greatest));
    }

    /// <summary>Mean, and deviation with n − 1 below; that of a single number is 0.</summary>
    internal static (double Mean, double Deviation) SampleMoments(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        double mean = sum / values.Length;
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }
        return (mean, values.Length < 2 ? 0 : Math.Sqrt(squares / (values.Length - 1)));
    }
}
