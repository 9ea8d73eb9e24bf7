using System.Collections.Immutable;
using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// What is to be predicted: a row-major block <c>[count, width]</c> of float32 and its meaning. Immutable; made by <see cref="Classes"/>,
/// <see cref="Values"/> or <see cref="Labels"/>, which check every number.
/// </summary>
public sealed class Targets
{
    private readonly float[] _numbers;

    private Targets(TargetKind kind, float[] numbers, ImmutableArray<string> names, ImmutableArray<string> classNames)
    {
        Kind = kind;
        _numbers = numbers;
        Names = names;
        ClassNames = classNames;
    }

    /// <summary>What the numbers mean.</summary>
    public TargetKind Kind { get; }

    /// <summary>Columns per row: 1 for classes, else the number of values or labels.</summary>
    public int Width => Names.Length;

    /// <summary>How many rows.</summary>
    public int Count => _numbers.Length / Width;

    /// <summary>All numbers, <c>[count, width]</c>, row-major. A class is its index as a number.</summary>
    public ReadOnlySpan<float> Numbers => _numbers;

    /// <summary>Names of the columns, <see cref="Width"/> of them: the table's target columns, or the labels.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Names of the classes in the order of their indices; of the labels for multi-label targets; empty for values.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>One class a row.</summary>
    /// <param name="indices">Class index of each row, 0 … K − 1.</param>
    /// <param name="classNames">Names of the K classes, distinct.</param>
    /// <param name="name">Name of the target column.</param>
    /// <exception cref="ArgumentException">No class names, or two alike.</exception>
    /// <exception cref="DataException">An index outside 0 … K − 1.</exception>
    public static Targets Classes(ReadOnlySpan<int> indices, IEnumerable<string> classNames, string name = "class")
    {
        ImmutableArray<string> classes = AtLeastOne(classNames, "Class names", nameof(classNames));
        ArgumentException.ThrowIfNullOrEmpty(name);
        float[] numbers = new float[indices.Length];
        for (int row = 0; row < indices.Length; row++)
        {
            if ((uint)indices[row] >= (uint)classes.Length)
            {
                throw new DataException($"Target '{name}', row {row} (from 0): class index {indices[row]}, expected 0 to {classes.Length - 1} "
                    + $"for {classes.Length} class names. Give a name to every class or mend the index.");
            }
            numbers[row] = indices[row];
        }
        return new Targets(TargetKind.Classes, numbers, [name], classes);
    }

    /// <summary>Real numbers, <c>[count, names]</c> row-major.</summary>
    /// <param name="numbers">The numbers; the array is kept, not copied, and must not be changed afterwards.</param>
    /// <param name="names">Names of the columns, distinct; one column called "target" if none are given.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the number of names.</exception>
    /// <exception cref="DataException">NaN or infinity.</exception>
    public static Targets Values(float[] numbers, IEnumerable<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ImmutableArray<string> columns = AtLeastOne(names ?? ["target"], "Target names", nameof(names));
        CheckRows(numbers, columns, nameof(numbers));
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!float.IsFinite(numbers[i]))
            {
                throw new DataException(FormattableString.Invariant($"{Place(columns, i)}: {numbers[i]}, expected a finite number. ")
                    + "Remove the row or fill in the value.");
            }
        }
        return new Targets(TargetKind.Values, numbers, columns, []);
    }

    /// <summary>Any number of labels a row, <c>[count, labelNames]</c> row-major, 1 where the label applies and 0 where it does not.</summary>
    /// <param name="numbers">The zeros and ones; the array is kept, not copied, and must not be changed afterwards.</param>
    /// <param name="labelNames">Names of the labels, distinct.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the number of labels.</exception>
    /// <exception cref="DataException">A number other than 0 and 1.</exception>
    public static Targets Labels(float[] numbers, IEnumerable<string> labelNames)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ImmutableArray<string> labels = AtLeastOne(labelNames, "Label names", nameof(labelNames));
        CheckRows(numbers, labels, nameof(numbers));
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] is not (0f or 1f))
            {
                throw new DataException(FormattableString.Invariant($"{Place(labels, i)}: {numbers[i]}, expected 0 or 1 for a label. ")
                    + "Use values for real numbers.");
            }
        }
        return new Targets(TargetKind.Labels, numbers, labels, labels);
    }

    /// <summary>The class index of a row.</summary>
    /// <exception cref="InvalidOperationException">The targets are not classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public int ClassOf(int row)
    {
        RequireClasses();
        return (int)Row(row)[0];
    }

    /// <summary>How many rows each class has, in the order of <see cref="ClassNames"/>.</summary>
    /// <exception cref="InvalidOperationException">The targets are not classes.</exception>
    public int[] ClassCounts()
    {
        RequireClasses();
        int[] counts = new int[ClassNames.Length];
        foreach (float index in _numbers)
        {
            counts[(int)index]++;
        }
        return counts;
    }

    /// <summary>The numbers of one row, <see cref="Width"/> of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public ReadOnlySpan<float> Row(int row)
    {
        RowNumbers.Check(row, Count);
        return _numbers.AsSpan(row * Width, Width);
    }

    /// <summary>The targets of the given rows, in the given order; the names stay, also of classes that no longer occur.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public Targets Select(ReadOnlySpan<int> rows)
    {
        float[] numbers = new float[rows.Length * Width];
        CopyTo(rows, numbers);
        return new Targets(Kind, numbers, Names, ClassNames);
    }

    internal void CopyTo(ReadOnlySpan<int> rows, Span<float> block) => RowGather.Copy<float>(_numbers, Width, rows, block);

    private void RequireClasses()
    {
        if (Kind != TargetKind.Classes)
        {
            throw new InvalidOperationException($"The targets are {Kind}, expected Classes: only they have class indices.");
        }
    }

    private static void CheckRows(float[] numbers, ImmutableArray<string> columns, string parameter)
    {
        if (numbers.Length % columns.Length != 0)
        {
            throw new ArgumentException(
                $"{numbers.Length} numbers do not fill rows of {columns.Length} columns ({string.Join(", ", columns)}).", parameter);
        }
    }

    private static string Place(ImmutableArray<string> columns, int i) =>
        $"Target '{columns[i % columns.Length]}', row {i / columns.Length} (from 0)";

    private static ImmutableArray<string> AtLeastOne(IEnumerable<string> names, string what, string parameter)
    {
        ImmutableArray<string> list = DistinctNames.Of(names, what, parameter);
        return list.IsEmpty ? throw new ArgumentException($"{what}: none given, expected at least one.", parameter) : list;
    }
}
