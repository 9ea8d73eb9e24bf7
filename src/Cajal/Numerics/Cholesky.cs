namespace Cajal.Numerics;

/// <summary>
/// Cholesky factor of a symmetric positive semidefinite matrix, <c>A = L Lᵀ</c>. A column that is, to rounding, a linear combination of those
/// before it is left out: its pivot becomes infinite, so that its unknown comes out 0 and the others solve what is left. Source: G. H. Golub,
/// C. F. Van Loan, Matrix Computations, 4th edition, section 4.2; the sweep's rule for dependent columns: J. H. Goodnight, The American
/// Statistician 33 (1979).
/// </summary>
internal readonly struct Cholesky
{
    /// <summary>A pivot below this share of its own diagonal element is rounding: the column is dependent.</summary>
    private const double DependentShare = 1e-12;

    private readonly double[] _factor;
    private readonly int _size;

    /// <summary>Factors the matrix in place; only its lower triangle is read.</summary>
    /// <param name="matrix">The matrix <c>[size, size]</c>; kept, and overwritten by the factor.</param>
    /// <param name="size">Rows and columns.</param>
    public Cholesky(double[] matrix, int size)
    {
        _factor = matrix;
        _size = size;
        for (int i = 0; i < size; i++)
        {
            Span<double> row = matrix.AsSpan(i * size, i + 1);
            for (int j = 0; j < i; j++)
            {
                row[j] = (row[j] - Vectors.Dot(row[..j], matrix.AsSpan(j * size, j))) / matrix[(j * size) + j];
            }
            double pivot = row[i] - Vectors.Dot(row[..i], row[..i]);
            bool dependent = !(pivot > DependentShare * row[i]);
            Dependent += dependent ? 1 : 0;
            row[i] = dependent ? double.PositiveInfinity : Math.Sqrt(pivot);
        }
    }

    /// <summary>How many columns were left out.</summary>
    public int Dependent { get; }

    /// <summary>Replaces b by the solution of A x = b.</summary>
    public void Solve(Span<double> b)
    {
        for (int i = 0; i < _size; i++)
        {
            ReadOnlySpan<double> row = _factor.AsSpan(i * _size, i + 1);
            b[i] = (b[i] - Vectors.Dot(row[..i], b[..i])) / row[i];
        }
        for (int i = _size - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = _factor.AsSpan(i * _size, i + 1);
            b[i] /= row[i];
            Vectors.AddScaled(-b[i], row[..i], b[..i]);
        }
    }

    /// <summary>Writes A⁻¹ = (L⁻¹)ᵀ L⁻¹.</summary>
    /// <param name="work">Memory of <c>[size, size]</c> to work in.</param>
    /// <param name="inverse">The inverse <c>[size, size]</c>.</param>
    public void Invert(Span<double> work, Span<double> inverse)
    {
        for (int i = 0; i < _size; i++)
        {
            ReadOnlySpan<double> row = _factor.AsSpan(i * _size, i + 1);
            Span<double> target = work.Slice(i * _size, i + 1);
            target.Clear();
            target[i] = 1;
            for (int j = 0; j < i; j++)
            {
                Vectors.AddScaled(-row[j], work.Slice(j * _size, j + 1), target[..(j + 1)]);
            }
            Vectors.Scale(1 / row[i], target, target);
        }
        for (int i = 0; i < _size; i++)
        {
            Span<double> target = inverse.Slice(i * _size, i + 1);
            target.Clear();
            for (int k = i; k < _size; k++)
            {
                Vectors.AddScaled(work[(k * _size) + i], work.Slice(k * _size, i + 1), target);
            }
            for (int j = 0; j < i; j++)
            {
                inverse[(j * _size) + i] = target[j];
            }
        }
    }
}
