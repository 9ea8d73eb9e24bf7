namespace Cajal.Metrics;

/// <summary>Quantiles of Student's t distribution, for intervals of means of few numbers.</summary>
internal static class StudentQuantile
{
    private const double Tolerance = 1e-13;

    /// <summary>
    /// t with P(|T| ≤ t) = <paramref name="probability"/>. The distribution function of a whole number of degrees of freedom is a finite sum
    /// (M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 1964, 26.7.3 and 26.7.4), which is inverted by bisection.
    /// </summary>
    /// <param name="probability">In (0, 1): 0.95 for an interval of 95 %.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double TwoSided(double probability, int freedom)
    {
        double high = 1;
        while (Within(high, freedom) < probability)
        {
            high *= 2;
        }

        double low = 0;
        while (high - low > Tolerance * high)
        {
            double middle = low + ((high - low) / 2);
            (low, high) = Within(middle, freedom) < probability ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>P(|T| ≤ t).</summary>
    internal static double Within(double t, int freedom)
    {
        double angle = Math.Atan(t / Math.Sqrt(freedom));
        double cosine = Math.Cos(angle);
        bool odd = freedom % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int power = odd ? 3 : 2; power <= freedom - 2; power += 2)
        {
            term *= cosine * cosine * (power - 1) / power;
            sum += term;
        }

        return odd ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
    }
}
