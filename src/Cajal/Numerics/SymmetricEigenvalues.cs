namespace Cajal.Numerics;

/// <summary>
/// Eigenvalues and eigenvectors of symmetric matrices of one size, A = Σ wₖ vₖvₖᵀ, in float64 and in memory that is reserved once: Householder reflections to a
/// tridiagonal matrix, then implicit QL steps with Wilkinson's shift. Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, sections 8.3.1 to 8.3.3.
/// </summary>
internal sealed class SymmetricEigenvalues
{
    private const int MostIterations = 60;

    private readonly int size;
    private readonly double[] matrix;
    private readonly double[] vectors;
    private readonly double[] values;
    private readonly double[] beside;
    private readonly double[] reflector;
    private readonly double[] product;

    /// <summary>Reserves the memory.</summary>
    /// <param name="size">Rows and columns.</param>
    public SymmetricEigenvalues(int size)
    {
        this.size = size;
        matrix = new double[size * size];
        vectors = new double[size * size];
        values = new double[size];
        beside = new double[size];
        reflector = new double[size];
        product = new double[size];
    }

    /// <summary>Rows and columns.</summary>
    public int Size => size;

    /// <summary>wₖ, in no order.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>vₖ, of norm 1.</summary>
    public ReadOnlySpan<double> Vector(int index) => vectors.AsSpan(index * size, size);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="symmetric">The matrix <c>[size, size]</c>, row by row; both triangles are read.</param>
    /// <returns>False when the numbers are not finite or do not settle.</returns>
    public bool TryDecompose(ReadOnlySpan<float> symmetric)
    {
        for (int index = 0; index < matrix.Length; index++)
        {
            matrix[index] = symmetric[index];
        }

        vectors.AsSpan().Clear();
        for (int index = 0; index < size; index++)
        {
            vectors[(index * size) + index] = 1;
        }

        for (int column = 0; column < size - 2; column++)
        {
            Reflect(column);
        }

        for (int index = 0; index < size; index++)
        {
            values[index] = Row(index)[index];
            beside[index] = index + 1 < size ? Row(index + 1)[index] : 0;
        }

        for (int index = 0; index < size; index++)
        {
            if (!Settle(index))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes Σ factorₖ vₖvₖᵀ: a function of the matrix, whose factors are the function's values at wₖ.</summary>
    /// <param name="factors">One for each eigenvalue.</param>
    /// <param name="result"><c>[size, size]</c>.</param>
    public void Compose(ReadOnlySpan<double> factors, Span<float> result)
    {
        matrix.AsSpan().Clear();
        for (int index = 0; index < size; index++)
        {
            ReadOnlySpan<double> vector = Vector(index);
            for (int row = 0; row < size; row++)
            {
                Vectors.AddScaled(factors[index] * vector[row], vector, Row(row));
            }
        }

        for (int index = 0; index < matrix.Length; index++)
        {
            result[index] = (float)matrix[index];
        }
    }

    private Span<double> Row(int row) => matrix.AsSpan(row * size, size);

    /// <summary>Makes a column zero below the element under the diagonal: A ← HAH and V ← HV with H = I − βvvᵀ.</summary>
    private void Reflect(int column)
    {
        int first = column + 1, length = size - first;
        Span<double> v = reflector.AsSpan(first, length);
        for (int index = 0; index < length; index++)
        {
            v[index] = Row(first + index)[column];
        }

        double below = Vectors.Dot(v[1..], v[1..]);
        if (below == 0)
        {
            return;
        }

        double norm = Math.Sqrt((v[0] * v[0]) + below);
        double image = v[0] > 0 ? -norm : norm;
        v[0] -= image;
        double beta = 2 / ((v[0] * v[0]) + below);
        Row(first)[column] = image;

        // A ← A − vwᵀ − wvᵀ with w = p − ½β(pᵀv)v, p = βAv.
        Span<double> w = product.AsSpan(first, length);
        for (int index = 0; index < length; index++)
        {
            w[index] = beta * Vectors.Dot(Row(first + index)[first..], v);
        }

        Vectors.AddScaled(-0.5 * beta * Vectors.Dot(w, v), v, w);
        for (int index = 0; index < length; index++)
        {
            Span<double> row = Row(first + index)[first..];
            Vectors.AddScaled(-v[index], w, row);
            Vectors.AddScaled(-w[index], v, row);
        }

        ReflectVectors(first, v, beta);
    }

    private void ReflectVectors(int first, ReadOnlySpan<double> v, double beta)
    {
        Span<double> sum = values;
        sum.Clear();
        for (int index = 0; index < v.Length; index++)
        {
            Vectors.AddScaled(v[index], vectors.AsSpan((first + index) * size, size), sum);
        }

        for (int index = 0; index < v.Length; index++)
        {
            Vectors.AddScaled(-beta * v[index], sum, vectors.AsSpan((first + index) * size, size));
        }
    }

    /// <summary>QL steps until the element beside an eigenvalue is rounding.</summary>
    private bool Settle(int index)
    {
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            int end = index;
            while (end < size - 1 && !(Math.Abs(beside[end]) <= double.Epsilon + (Math.ScaleB(1, -53) * (Math.Abs(values[end]) + Math.Abs(values[end + 1])))))
            {
                end++;
            }

            if (end == index)
            {
                return double.IsFinite(values[index]);
            }

            Sweep(index, end);
        }

        return false;
    }

    /// <summary>One QL step on the tridiagonal block from <paramref name="start"/> to <paramref name="end"/>, by rotations from its end upwards.</summary>
    private void Sweep(int start, int end)
    {
        double ratio = (values[start + 1] - values[start]) / (2 * beside[start]);
        double bulge = values[end] - values[start] + (beside[start] / (ratio + Math.CopySign(Math.Sqrt((ratio * ratio) + 1), ratio)));
        double sine = 1, cosine = 1, shift = 0;
        for (int row = end - 1; row >= start; row--)
        {
            double off = sine * beside[row], kept = cosine * beside[row];
            double radius = Math.Sqrt((off * off) + (bulge * bulge));
            beside[row + 1] = radius;
            if (radius == 0)
            {
                // The block falls apart here.
                values[row + 1] -= shift;
                beside[end] = 0;
                return;
            }

            sine = off / radius;
            cosine = bulge / radius;
            double lower = values[row + 1] - shift;
            double mixed = ((values[row] - lower) * sine) + (2 * cosine * kept);
            shift = sine * mixed;
            values[row + 1] = lower + shift;
            bulge = (cosine * mixed) - kept;
            Vectors.Rotate(cosine, sine, vectors.AsSpan(row * size, size), vectors.AsSpan((row + 1) * size, size));
        }

        values[start] -= shift;
        beside[start] = bulge;
        beside[end] = 0;
    }
}
