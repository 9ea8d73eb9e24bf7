namespace Cajal.Kernels;

/// <summary>Error function by its series near zero and its continued fraction in the tail.</summary>
internal static class ErrorFunction
{
    private static readonly double TwoOverRootPi = 2 / Math.Sqrt(Math.PI);

    public static double Erf(double x) => double.IsNaN(x) ? x : Math.Abs(x) < 2.5 ? Series(x) : x > 0 ? 1 - Tail(x) : Tail(-x) - 1;

    public static double Erfc(double x) => double.IsNaN(x) ? x : Math.Abs(x) < 1 ? 1 - Series(x) : x > 0 ? Tail(x) : 2 - Tail(-x);

    // erf x = 2/sqrt(pi) exp(-x²) sum 2^n x^(2n+1) / (2n+1)!!  (all terms positive: no cancellation)
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 1; n < 100; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return TwoOverRootPi * Math.Exp(-x * x) * sum;
    }

    // erfc x = exp(-x²)/sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + …))))
    private static double Tail(double x)
    {
        double fraction = x;
        for (int n = 150; n > 0; n--)
            fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
