using System.Numerics;

namespace Cajal.Kernels;

/// <summary>x^y, one number at a time in double precision.</summary>
internal static unsafe class Powers<V, T> where V : unmanaged, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Largest whole exponent that is multiplied out.</summary>
    private const int LargestProduct = 64;

    public static V Power(V x, V y)
    {
        T* bases = (T*)&x;
        T* exponents = (T*)&y;
        for (int i = 0; i < V.Count; i++)
            bases[i] = T.CreateTruncating(Power(double.CreateTruncating(bases[i]), double.CreateTruncating(exponents[i])));
        return x;
    }

    /// <summary>Small whole exponents by multiplication (so that x^2 is x x), the rest as exp(y log x); relative error below 2e-13. Special values as in IEEE 754.</summary>
    private static double Power(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y) || x == 0 || y == 0)
            return Math.Pow(x, y);
        bool whole = y == Math.Truncate(y);
        if (whole && Math.Abs(y) <= LargestProduct)
            return y > 0 ? Product(x, (int)y) : 1 / Product(x, (int)-y);
        if (x < 0 && !whole)
            return double.NaN;
        double magnitude = Math.Abs(x);
        Lane<double> value = Elementary<Lane<double>, double>.Exp(
            Lane<double>.Broadcast(y) * Elementary<Lane<double>, double>.Log(Lane<double>.Broadcast(magnitude)));
        double result;
        Lane<double>.Store(value, &result);
        return x < 0 && Math.Abs(y % 2) == 1 ? -result : result;
    }

    private static double Product(double x, int exponent)
    {
        double result = 1;
        for (; exponent > 0; exponent >>= 1, x *= x)
        {
            if ((exponent & 1) != 0)
                result *= x;
        }

        return result;
    }
}
