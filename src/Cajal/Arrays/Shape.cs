using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Cajal;

/// <summary>
/// The concrete sizes of a value's axes, outermost first, e.g. <c>[32, 784]</c> for 32 rows of 784 numbers; <c>[]</c> is a scalar.
/// Values are stored row by row, so the last axis is contiguous. Immutable; equal when all sizes are equal.
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public readonly struct Shape : IEquatable<Shape>
{
    private readonly int[]? sizes;

    /// <summary>Makes a shape of these sizes.</summary>
    /// <param name="sizes">One size per axis, each at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the number of elements exceeds 2³¹ − 1.</exception>
    public Shape(params ReadOnlySpan<int> sizes)
    {
        long count = 1;
        foreach (int size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(sizes));
            count *= size;
            if (count > int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(sizes),
                    $"Shape: [{string.Join(", ", sizes.ToArray())}] has more than 2147483647 elements. Use a smaller batch or layer.");
            }
        }

        this.sizes = sizes.ToArray();
    }

    /// <summary>The same as the constructor, for collection expressions: <c>Shape shape = [32, 784];</c></summary>
    /// <inheritdoc cref="Shape(ReadOnlySpan{int})"/>
    public static Shape Of(ReadOnlySpan<int> sizes) => new(sizes);

    /// <summary>The shape of a single number, <c>[]</c>.</summary>
    public static Shape Scalar => default;

    /// <summary>The sizes, outermost axis first.</summary>
    public ReadOnlySpan<int> Sizes => sizes;

    /// <summary>Number of axes; 0 for a scalar.</summary>
    public int Rank => sizes?.Length ?? 0;

    /// <summary>Size of one axis.</summary>
    /// <param name="axis">Axis from 0 (outermost), or from the end with <c>^1</c>.</param>
    public int this[Index axis] => Sizes[axis];

    /// <summary>Number of elements: the product of all sizes, 1 for a scalar.</summary>
    public int Count
    {
        get
        {
            int count = 1;
            foreach (int size in Sizes)
            {
                count *= size;
            }

            return count;
        }
    }

    /// <summary>Number of columns when the value is seen as a matrix: the last size, 1 for a scalar.</summary>
    public int Columns => Rank == 0 ? 1 : Sizes[^1];

    /// <summary>Number of rows when the value is seen as a matrix: the product of all sizes but the last, 1 for a vector or scalar.</summary>
    public int Rows
    {
        get
        {
            int rows = 1;
            for (int axis = 0; axis < Rank - 1; axis++)
            {
                rows *= Sizes[axis];
            }

            return rows;
        }
    }

    /// <summary>Equal when rank and all sizes are equal.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Unequal when rank or any size differs.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Goes through the sizes.</summary>
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => Sizes.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Shape other) => Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int size in Sizes)
        {
            hash.Add(size);
        }

        return hash.ToHashCode();
    }

    /// <summary>The sizes in brackets, e.g. <c>[32, 784]</c>.</summary>
    public override string ToString() =>
        "[" + string.Join(", ", Sizes.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture))) + "]";
}
