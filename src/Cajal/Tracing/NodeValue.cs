using System.Runtime.CompilerServices;

namespace Cajal;

/// <summary>The numbers of one node, row by row; a single number, an array, a matrix and a collection expression all become one.</summary>
/// <example><code>NodeValues values = new() { [x] = -2, [row] = [1, 2, 3], [weights] = new[,] { { 1.0, 2 }, { 3, 4 } } };</code></example>
[CollectionBuilder(typeof(NodeValue), nameof(Of))]
public sealed class NodeValue
{
    private readonly double[] numbers;

    private NodeValue(double[] numbers) => this.numbers = numbers;

    /// <summary>The numbers, row by row.</summary>
    public ReadOnlySpan<double> Numbers => numbers;

    /// <summary>A single number.</summary>
    public static implicit operator NodeValue(double number) => new([number]);

    /// <summary>Numbers row by row; the array is copied.</summary>
    public static implicit operator NodeValue(double[] numbers) => Of(numbers);

    /// <summary>A matrix; it is copied.</summary>
    public static implicit operator NodeValue(double[,] matrix) => FromMatrix(matrix);

    /// <summary>Numbers row by row, as a collection expression gives them.</summary>
    public static NodeValue Of(ReadOnlySpan<double> numbers) => new(numbers.ToArray());

    /// <summary>A single number.</summary>
    public static NodeValue FromDouble(double number) => number;

    /// <summary>Numbers row by row.</summary>
    public static NodeValue FromArray(double[] numbers) => numbers;

    /// <summary>A matrix.</summary>
    public static NodeValue FromMatrix(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new NodeValue([.. matrix.Cast<double>()]);
    }

    /// <summary>Goes through the numbers.</summary>
    public ReadOnlySpan<double>.Enumerator GetEnumerator() => Numbers.GetEnumerator();
}
