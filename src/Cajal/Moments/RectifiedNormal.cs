namespace Cajal.Moments;

/// <summary>
/// Moments of max(x, 0) for normal x. The covariance of two follows from Price's theorem: its derivative by the covariance c of the normals
/// is P(x > 0, y > 0), so it is c·Φ(a)Φ(b) + σₓσᵧ·∫₀^ρ (ρ − r)·φ₂(a, b; r) dr with a, b the means in deviations (R. Price, "A useful theorem
/// for nonlinear devices having Gaussian inputs", 1958).
/// </summary>
internal static class RectifiedNormal
{
    private const int Points = 32;

    // Beyond this the normal distribution has less than 1e-18 of its mass.
    private const double FarEnd = 9;

    private static readonly (double Place, double Weight)[] Rule = GaussLegendre();

    /// <summary>E max(x, 0).</summary>
    public static double Mean(double mean, double deviation)
    {
        if (deviation == 0)
        {
            return Math.Max(mean, 0);
        }

        double a = mean / deviation;
        return (mean * Cumulative(a)) + (deviation * Density(a));
    }

    /// <summary>The variance of max(x, 0).</summary>
    public static double Variance(double mean, double deviation)
    {
        if (deviation == 0)
        {
            return 0;
        }

        double a = mean / deviation;
        double rectified = Mean(mean, deviation);
        return Math.Max(0, (((mean * mean) + (deviation * deviation)) * Cumulative(a)) + (mean * deviation * Density(a)) - (rectified * rectified));
    }

    /// <summary>The covariance of max(x, 0) and max(y, 0).</summary>
    public static double Covariance(double meanX, double deviationX, double meanY, double deviationY, double covariance)
    {
        double product = deviationX * deviationY;
        if (product == 0 || covariance == 0)
        {
            return 0;
        }

        double a = meanX / deviationX;
        double b = meanY / deviationY;
        double correlation = Math.Clamp(covariance / product, -1, 1);

        // With r = sin θ the root in the density of two normals goes away.
        double limit = Math.Asin(correlation);
        double integral = 0;
        foreach ((double place, double weight) in Rule)
        {
            double theta = limit * (1 + place) / 2;
            double sine = Math.Sin(theta);
            double cosine = Math.Cos(theta);
            double exponent = ((a * a) - (2 * a * b * sine) + (b * b)) / (2 * cosine * cosine);
            integral += weight * (correlation - sine) * Math.Exp(-exponent);
        }

        return (covariance * Cumulative(a) * Cumulative(b)) + (product * integral * limit / (4 * Math.PI));
    }

    /// <summary>Φ(x) = ½ + ∫₀ˣ φ, to about 1e-13.</summary>
    private static double Cumulative(double x)
    {
        double end = Math.Clamp(x, -FarEnd, FarEnd);
        return 0.5 + (end / 2 * Rule.Sum(point => point.Weight * Density(end * (1 + point.Place) / 2)));
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Places and weights on [−1, 1]: the roots of the Legendre polynomial, by Newton's method.</summary>
    private static (double Place, double Weight)[] GaussLegendre()
    {
        var rule = new (double Place, double Weight)[Points];
        for (int index = 0; index < Points; index++)
        {
            double x = Math.Cos(Math.PI * (index + 0.75) / (Points + 0.5));
            double slope = 0;
            for (int iteration = 0; iteration < 10; iteration++)
            {
                (double value, double previous) = (x, 1.0);
                for (int degree = 2; degree <= Points; degree++)
                {
                    (value, previous) = (((((2 * degree) - 1) * x * value) - ((degree - 1) * previous)) / degree, value);
                }

                slope = Points * ((x * value) - previous) / ((x * x) - 1);
                x -= value / slope;
            }

            rule[index] = (x, 2 / ((1 - (x * x)) * slope * slope));
        }

        return rule;
    }
}
