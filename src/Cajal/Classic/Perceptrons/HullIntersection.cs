using System.Numerics;

namespace Cajal.Classic;

/// <summary>
/// Finds λ ≥ 0 with <c>Σ λᵢ zᵢ = 0, Σ λᵢ = 1</c>, or else w with <c>w·zᵢ > 0</c> for all i: the first phase of the simplex method in whole
/// numbers. All entries share a denominator, the last pivot, by which divisions leave no remainder (J. Edmonds, Journal of Research of the
/// National Bureau of Standards 71B (1967); E. H. Bareiss, Mathematics of Computation 22 (1968)). Of several columns and rows the first is
/// taken (R. G. Bland, Mathematics of Operations Research 2 (1977)), so that it ends.
/// </summary>
internal sealed class HullIntersection
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly int[] _basis;

    // [rows + 1, columns + rows + 1]: equations over λ, artificial variables and the right side; the last row is the cost, the sum of the
    // artificial variables, to be lowered. Everything in units of 1 / _denominator.
    private readonly BigInteger[,] _tableau;
    private BigInteger _denominator = BigInteger.One;

    /// <param name="vectors">zᵢ as columns, <c>[dimensions, count]</c>.</param>
    /// <param name="cancellation">Stops the search.</param>
    public HullIntersection(BigInteger[,] vectors, CancellationToken cancellation)
    {
        int dimensions = vectors.GetLength(0);
        _columns = vectors.GetLength(1);
        _rows = dimensions + 1;
        _tableau = new BigInteger[_rows + 1, _columns + _rows + 1];
        _basis = [.. Enumerable.Range(_columns, _rows)];
        for (int row = 0; row < _rows; row++)
        {
            for (int column = 0; column < _columns; column++)
            {
                _tableau[row, column] = row < dimensions ? vectors[row, column] : BigInteger.One;
                _tableau[_rows, column] -= _tableau[row, column];
            }
            _tableau[row, _columns + row] = BigInteger.One;
        }
        _tableau[_rows - 1, _columns + _rows] = BigInteger.One;
        _tableau[_rows, _columns + _rows] = BigInteger.MinusOne;
        while (Entering() is int entering)
        {
            cancellation.ThrowIfCancellationRequested();
            Pivot(Leaving(entering), entering);
        }
        if (_tableau[_rows, _columns + _rows].IsZero)
        {
            Coefficients = Solution();
        }
        else
        {
            Separator = Multipliers();
        }
    }

    /// <summary>λ times a common factor; null where there is none.</summary>
    public BigInteger[]? Coefficients { get; }

    /// <summary>w; null where there is λ.</summary>
    public BigInteger[]? Separator { get; }

    /// <summary>The first column whose λ lowers the cost.</summary>
    private int? Entering()
    {
        for (int column = 0; column < _columns; column++)
        {
            if (_tableau[_rows, column].Sign < 0)
            {
                return column;
            }
        }
        return null;
    }

    /// <summary>The row whose variable reaches 0 first; of equals the one whose variable stands first.</summary>
    private int Leaving(int entering)
    {
        int right = _columns + _rows;
        int best = -1;
        for (int row = 0; row < _rows; row++)
        {
            if (_tableau[row, entering].Sign <= 0)
            {
                continue;
            }
            int order = best < 0 ? -1
                : (_tableau[row, right] * _tableau[best, entering]).CompareTo(_tableau[best, right] * _tableau[row, entering]);
            best = order < 0 || (order == 0 && _basis[row] < _basis[best]) ? row : best;
        }
        return best;
    }

    private void Pivot(int pivotRow, int entering)
    {
        BigInteger pivot = _tableau[pivotRow, entering];
        for (int row = 0; row <= _rows; row++)
        {
            BigInteger factor = _tableau[row, entering];
            for (int column = 0; column <= _columns + _rows && row != pivotRow; column++)
            {
                _tableau[row, column] = ((_tableau[row, column] * pivot) - (factor * _tableau[pivotRow, column])) / _denominator;
            }
        }
        _denominator = pivot;
        _basis[pivotRow] = entering;
    }

    private BigInteger[] Solution()
    {
        BigInteger[] coefficients = new BigInteger[_columns];
        for (int row = 0; row < _rows; row++)
        {
            if (_basis[row] < _columns)
            {
                coefficients[_basis[row]] = _tableau[row, _columns + _rows];
            }
        }
        BigInteger divisor = coefficients.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        return [.. coefficients.Select(coefficient => coefficient / divisor)];
    }

    /// <summary>
    /// The cost of artificial variable r is 1 − πᵣ. At the end <c>π·(zᵢ, 1) ≤ 0</c> for all i while π's last part is above 0, so −π separates.
    /// </summary>
    private BigInteger[] Multipliers()
    {
        BigInteger[] separator = new BigInteger[_rows - 1];
        for (int row = 0; row < separator.Length; row++)
        {
            separator[row] = _tableau[_rows, _columns + row] - _denominator;
        }
        return separator;
    }
}
