using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// A random matrix with orthonormal columns, or rows where there are fewer of them, times a gain (A. Saxe, J. McClelland, S. Ganguli,
/// "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014).
/// </summary>
/// <remarks>
/// The vectors are drawn from N(0, 1) and made orthonormal one after the other by Gram and Schmidt, each twice, which keeps QᵀQ = I to
/// rounding (L. Giraud et al., 2005). The result is uniform over all such matrices.
/// </remarks>
public sealed record OrthogonalInitializer : Initializer
{
    /// <summary>Makes an initialiser.</summary>
    /// <param name="gain">Factor of the orthonormal matrix; default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gain"/> is not above 0.</exception>
    public OrthogonalInitializer(double gain = 1) => Gain = NumberChecks.Positive(nameof(OrthogonalInitializer), nameof(gain), gain);

    /// <summary>Factor of the orthonormal matrix.</summary>
    public double Gain { get; }

    /// <inheritdoc/>
    public override string Kind => "orthogonal";

    /// <summary>All at once: each vector depends on those before it.</summary>
    private protected override int MostAtOnce => int.MaxValue;

    private protected override void FillFrom(long first, Span<double> values, ParameterDeclaration parameter, ulong seed, ulong stream)
    {
        int rows = parameter.Shape.Rows;
        int columns = parameter.Shape.Columns;
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        double[] vectors = new double[count * length];
        FillNormal(0, vectors, 1, seed, stream);
        for (int vector = 0; vector < count; vector++)
        {
            Orthonormalise(vectors, vector, length);
        }

        for (int index = 0; index < values.Length; index++)
        {
            int element = (int)first + index;
            (int row, int column) = Math.DivRem(element, columns);
            values[index] = Gain * (rows < columns ? vectors[element] : vectors[(column * length) + row]);
        }
    }

    private protected override void WriteConfiguration(JsonObject json) => json["gain"] = Gain;

    private static void Orthonormalise(Span<double> vectors, int index, int length)
    {
        Span<double> vector = vectors.Slice(index * length, length);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int before = 0; before < index; before++)
            {
                ReadOnlySpan<double> other = vectors.Slice(before * length, length);
                AddScaled(vector, other, -Dot(vector, other));
            }
        }

        double norm = Math.Sqrt(Dot(vector, vector));
        foreach (ref double value in vector)
        {
            value /= norm;
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int index = 0; index < a.Length; index++)
        {
            sum += a[index] * b[index];
        }

        return sum;
    }

    private static void AddScaled(Span<double> vector, ReadOnlySpan<double> other, double factor)
    {
        for (int index = 0; index < vector.Length; index++)
        {
            vector[index] += factor * other[index];
        }
    }
}
