using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// Test rows that the model has already seen: rows whose inputs, number for number, stand in the training part too. They make test figures
/// better than the truth.
/// </summary>
/// <param name="Count">How many test rows.</param>
/// <param name="Examples">The first of them (at most five), each with a training row that equals it; numbers count from 0.</param>
public sealed record Duplicates(int Count, ImmutableArray<(int Train, int Test)> Examples)
{
    private const int MostExamples = 5;

    /// <summary>Compares two parts of one set; the numbers in the result are rows of that set.</summary>
    /// <param name="data">The whole set.</param>
    /// <param name="train">Rows of the training part.</param>
    /// <param name="test">Rows of the test part.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public static Duplicates Across(Dataset data, ReadOnlySpan<int> train, ReadOnlySpan<int> test)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (int row in train)
        {
            RowNumbers.Check(row, data.Count);
        }
        foreach (int row in test)
        {
            RowNumbers.Check(row, data.Count);
        }
        return Find(new RowComparer(data, data), train, test, 0);
    }

    /// <summary>Compares a training and a test set; the numbers in the result are rows of each.</summary>
    /// <exception cref="ArgumentException">The sets have different numbers of features.</exception>
    public static Duplicates Across(Dataset train, Dataset test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        if (train.Features != test.Features)
        {
            throw new ArgumentException($"The training set has {train.Features} features, the test set {test.Features}: their rows cannot be compared.",
                nameof(test));
        }
        int[] trainRows = [.. Enumerable.Range(0, train.Count)];
        int[] testRows = [.. Enumerable.Range(0, test.Count)];
        return Find(new RowComparer(train, test), trainRows, testRows, train.Count);
    }

    /// <summary>Test rows are numbered on from <paramref name="firstTestRow"/> where they belong to a second set.</summary>
    private static Duplicates Find(RowComparer comparer, ReadOnlySpan<int> train, ReadOnlySpan<int> test, int firstTestRow)
    {
        var seen = new HashSet<int>(train.Length, comparer);
        foreach (int row in train)
        {
            seen.Add(row);
        }
        int count = 0;
        var examples = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (int row in test)
        {
            if (seen.TryGetValue(firstTestRow + row, out int equal))
            {
                count++;
                if (examples.Count < MostExamples)
                {
                    examples.Add((equal, row));
                }
            }
        }
        return new Duplicates(count, examples.ToImmutable());
    }

    /// <summary>Row numbers are equal when the inputs of the rows are; rows of the second set are numbered after those of the first.</summary>
    private sealed class RowComparer(Dataset first, Dataset second) : IEqualityComparer<int>
    {
        private readonly float[] _x = new float[first.Features];
        private readonly float[] _y = new float[first.Features];

        public bool Equals(int x, int y)
        {
            Read(x, _x);
            Read(y, _y);
            return _x.AsSpan().SequenceEqual(_y);
        }

        public int GetHashCode(int row)
        {
            Read(row, _x);
            for (int i = 0; i < _x.Length; i++)
            {
                _x[i] += 0f;    // −0 equals 0, so it must have the same bytes
            }
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(_x.AsSpan()));
            return hash.ToHashCode();
        }

        private void Read(int row, float[] inputs)
        {
            if (row < first.Count)
            {
                first.CopyInputs([row], inputs);
            }
            else
            {
                second.CopyInputs([row - first.Count], inputs);
            }
        }
    }
}
