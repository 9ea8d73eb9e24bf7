namespace Cajal.Explanation;

/// <summary>
/// Places and weights of the Gauss-Legendre rule on [0, 1]: with n places it is exact for polynomials of degree 2n − 1. The places are the zeros of
/// the Legendre polynomial, found by Newton's method (W. Press et al., Numerical Recipes, 3rd edition, section 4.6.1).
/// </summary>
internal static class GaussLegendre
{
    private const double Tolerance = 1e-15;

    /// <summary>The rule with n places, ascending.</summary>
    public static (double[] Places, double[] Weights) Rule(int count)
    {
        double[] places = new double[count];
        double[] weights = new double[count];
        for (int index = 0; index < count; index++)
        {
            double x = -Math.Cos(Math.PI * (index + 0.75) / (count + 0.5));
            double slope;
            double change;
            do
            {
                (double value, slope) = Legendre(count, x);
                change = value / slope;
                x -= change;
            }
            while (Math.Abs(change) > Tolerance);
            places[index] = (x + 1) / 2;
            weights[index] = 1 / ((1 - (x * x)) * slope * slope);
        }

        return (places, weights);
    }

    /// <summary>The Legendre polynomial of a degree and its derivative, by the recurrence of three terms.</summary>
    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        (double before, double value) = (1, x);
        for (int n = 2; n <= degree; n++)
        {
            (before, value) = (value, ((((2 * n) - 1) * x * value) - ((n - 1) * before)) / n);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
