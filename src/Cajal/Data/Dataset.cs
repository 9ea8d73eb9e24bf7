using System.Collections.Immutable;
using Cajal.Kernels;

namespace Cajal;

/// <summary>
/// Examples in memory: inputs <c>[count, …shape]</c>, what is to be predicted, optional weights. Immutable, checked once when it is made,
/// safe to read from many threads. Images may be held as bytes, a quarter of the memory; <see cref="CopyInputs(ReadOnlySpan{int}, Span{float})"/> gives float32 either way.
/// </summary>
public sealed class Dataset
{
    private readonly InputBlock _inputs;
    private readonly ImmutableArray<int> _shape;
    private readonly float[]? _weights;

    /// <summary>A set of float32 inputs.</summary>
    /// <param name="inputs">All inputs, <c>[count, …shape]</c> row-major; the array is kept, not copied, and must not be changed afterwards.</param>
    /// <param name="inputShape">Shape of one example without the batch: <c>[4]</c>, <c>[28, 28]</c>.</param>
    /// <param name="targets">Targets of as many rows.</param>
    /// <param name="featureNames">One name for each number of an example, distinct; none by default.</param>
    /// <param name="weights">Weight of each example in the loss, finite and not negative; kept, not copied; all 1 by default.</param>
    /// <exception cref="ArgumentException">Lengths or names do not fit together.</exception>
    /// <exception cref="DataException">An input is NaN or infinite, a weight is NaN, infinite or negative.</exception>
    public Dataset(
        float[] inputs, ReadOnlySpan<int> inputShape, Targets targets, IEnumerable<string>? featureNames = null, float[]? weights = null)
        : this(new FloatBlock(inputs ?? throw new ArgumentNullException(nameof(inputs))), [.. inputShape], targets, featureNames, weights)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!float.IsFinite(inputs[i]))
            {
                int column = i % Features;
                string name = FeatureNames.IsEmpty ? $"{column}" : $"'{FeatureNames[column]}'";
                throw new DataException(FormattableString.Invariant($"Input row {i / Features}, column {name} (from 0): {inputs[i]}, ")
                    + "expected a finite number. Remove the row or fill in the value.");
            }
        }
    }

    private Dataset(InputBlock inputs, ImmutableArray<int> shape, Targets targets, IEnumerable<string>? featureNames, float[]? weights, Dataset? like = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        _inputs = inputs;
        _shape = shape;
        Features = Product(shape);
        Targets = targets;
        FeatureNames = featureNames is null ? [] : DistinctNames.Of(featureNames, "Feature names", nameof(featureNames));
        if (inputs.Length != (long)Count * Features)
        {
            throw new ArgumentException($"{Count} rows of targets need {Count} × {Features} inputs (shape [{string.Join(", ", shape)}]), "
                + $"got {inputs.Length}.", nameof(inputs));
        }
        if (!FeatureNames.IsEmpty && FeatureNames.Length != Features)
        {
            throw new ArgumentException($"{FeatureNames.Length} feature names for {Features} features.", nameof(featureNames));
        }
        CheckWeights(weights, Count);
        _weights = weights;
        if (like is not null)
        {
            (FurtherInputs, FurtherTargets) = (like.FurtherInputs, like.FurtherTargets);
        }
    }

    /// <summary>
    /// A set of inputs that are bytes, as in image files, held as they are and read as the numbers 0 … 255.
    /// Not a constructor, since <c>new Dataset([1, 2], …)</c> would then mean bytes to the compiler.
    /// </summary>
    /// <inheritdoc cref="Dataset(float[], ReadOnlySpan{int}, Targets, IEnumerable{string}, float[])"/>
    public static Dataset FromBytes(
        byte[] inputs, ReadOnlySpan<int> inputShape, Targets targets, IEnumerable<string>? featureNames = null, float[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new Dataset(new ByteBlock(inputs), [.. inputShape], targets, featureNames, weights);
    }

    /// <summary>Further inputs of the same examples, for models of several inputs.</summary>
    public ImmutableArray<NamedInputs> FurtherInputs { get; private init; } = [];

    /// <summary>Further targets of the same examples, for models of several outputs.</summary>
    public ImmutableArray<NamedTargets> FurtherTargets { get; private init; } = [];

    /// <summary>How many examples.</summary>
    public int Count => Targets.Count;

    /// <summary>Shape of one example, without the batch.</summary>
    public ReadOnlySpan<int> InputShape => _shape.AsSpan();

    /// <summary>Numbers per example: the product of <see cref="InputShape"/>.</summary>
    public int Features { get; }

    /// <summary>What is to be predicted.</summary>
    public Targets Targets { get; }

    /// <summary>One name per feature, or empty.</summary>
    public ImmutableArray<string> FeatureNames { get; }

    /// <summary>Weight of each example, or empty when all count alike.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Whether the inputs are held as bytes; then <see cref="Inputs"/> and <see cref="Row"/> are not available.</summary>
    public bool HoldsBytes => _inputs is ByteBlock;

    /// <summary>All inputs, <c>[count, features]</c> row-major.</summary>
    /// <exception cref="InvalidOperationException">The inputs are held as bytes.</exception>
    public ReadOnlySpan<float> Inputs => _inputs is FloatBlock floats
        ? floats.Numbers
        : throw new InvalidOperationException("The inputs are held as bytes. Use CopyInputs for some rows, or AsFloats for a set held as float32.");

    /// <summary>The inputs of one example, <see cref="Features"/> numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    /// <exception cref="InvalidOperationException">The inputs are held as bytes.</exception>
    public ReadOnlySpan<float> Row(int row)
    {
        RowNumbers.Check(row, Count);
        return Inputs.Slice(row * Features, Features);
    }

    /// <summary>Writes the inputs of the given rows, in the given order, as a batch <c>[rows, features]</c>. Allocates nothing.</summary>
    /// <exception cref="ArgumentException">The batch has another length than rows × features.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public void CopyInputs(ReadOnlySpan<int> rows, Span<float> batch) => CopyInputs(rows, batch, null);

    /// <summary>Writes the inputs of the given rows as <see cref="CopyInputs(ReadOnlySpan{int}, Span{float})"/> does, scaled.</summary>
    internal void CopyInputs(ReadOnlySpan<int> rows, Span<float> batch, Scaler? scaler) => _inputs.CopyTo(Features, rows, batch, scaler);

    /// <summary>Writes the targets of the given rows, in the given order, as a batch <c>[rows, width]</c>. Allocates nothing.</summary>
    /// <exception cref="ArgumentException">The batch has another length than rows × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public void CopyTargets(ReadOnlySpan<int> rows, Span<float> batch) => Targets.CopyTo(rows, batch);

    /// <summary>Writes the weights of the given rows, 1 where the set has none. Allocates nothing.</summary>
    /// <exception cref="ArgumentException">The batch has another length than rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public void CopyWeights(ReadOnlySpan<int> rows, Span<float> batch)
    {
        if (_weights is not null)
        {
            RowGather.Copy<float>(_weights, 1, rows, batch);
            return;
        }
        RowNumbers.CheckBlock(rows.Length, 1, batch.Length, nameof(batch));
        batch.Fill(1f);
    }

    /// <summary>A set of the given rows, in the given order; a row may occur several times. Names and classes stay as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public Dataset Select(ReadOnlySpan<int> rows)
    {
        float[]? weights = _weights is null ? null : new float[rows.Length];
        if (weights is not null)
        {
            CopyWeights(rows, weights);
        }
        int[] chosen = [.. rows];
        return new Dataset(_inputs.Select(Features, rows), _shape, Targets.Select(rows), NamesOrNull, weights)
        {
            FurtherInputs = [.. FurtherInputs.Select(input => input with { Rows = input.Rows.Select(chosen) })],
            FurtherTargets = [.. FurtherTargets.Select(target => target with { Targets = target.Targets.Select(chosen) })],
        };
    }

    /// <summary>The same examples with other inputs, scaled ones for instance.</summary>
    /// <param name="inputs">As many rows, row-major; the array is kept, not copied.</param>
    /// <param name="inputShape">Shape of one example.</param>
    /// <param name="featureNames">Names of the new features; none by default.</param>
    /// <exception cref="ArgumentException">Another number of rows.</exception>
    /// <exception cref="DataException">NaN or infinity.</exception>
    public Dataset WithInputs(float[] inputs, ReadOnlySpan<int> inputShape, IEnumerable<string>? featureNames = null) =>
        new(inputs, inputShape, Targets, featureNames, _weights) { FurtherInputs = FurtherInputs, FurtherTargets = FurtherTargets };

    /// <summary>The same inputs with other targets, standardised ones for instance.</summary>
    /// <exception cref="ArgumentException">Another number of rows.</exception>
    public Dataset WithTargets(Targets targets) => new(_inputs, _shape, targets, NamesOrNull, _weights, this);

    /// <summary>The same examples with the given weights.</summary>
    /// <exception cref="ArgumentException">Another number of weights than examples.</exception>
    /// <exception cref="DataException">A weight is NaN, infinite or negative.</exception>
    public Dataset WithWeights(float[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new Dataset(_inputs, _shape, Targets, NamesOrNull, weights, this);
    }

    /// <summary>The same examples with a further input, for a model of several inputs.</summary>
    /// <param name="name">Name of the model's input that takes it.</param>
    /// <param name="rows">The further input of each example; its targets and weights are not read.</param>
    /// <exception cref="ArgumentException">Another number of rows, or the name is taken.</exception>
    /// <example><code>Dataset both = pictures.WithInput("table", columns);</code></example>
    public Dataset WithInput(string name, Dataset rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(rows);
        CheckFurther("input", name, rows.Count, FurtherInputs.Select(input => input.Name));
        return new Dataset(_inputs, _shape, Targets, NamesOrNull, _weights, this) { FurtherInputs = [.. FurtherInputs, new NamedInputs(name, rows)] };
    }

    /// <summary>The same examples with a further thing to be predicted, for a model of several outputs.</summary>
    /// <param name="name">Name of the layer that gives the output.</param>
    /// <param name="targets">The further targets.</param>
    /// <exception cref="ArgumentException">Another number of rows, or the name is taken.</exception>
    /// <example><code>Dataset both = digits.WithTarget("parity", Targets.Classes(odd, ["even", "odd"]));</code></example>
    public Dataset WithTarget(string name, Targets targets)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(targets);
        CheckFurther("target", name, targets.Count, FurtherTargets.Select(target => target.Name));
        return new Dataset(_inputs, _shape, Targets, NamesOrNull, _weights, this) { FurtherTargets = [.. FurtherTargets, new NamedTargets(name, targets)] };
    }

    /// <summary>The same examples held as float32, four times the memory of bytes; the set itself if it already is.</summary>
    public Dataset AsFloats()
    {
        if (!HoldsBytes)
        {
            return this;
        }
        float[] inputs = new float[_inputs.Length];
        int[] rows = [.. Enumerable.Range(0, Count)];
        CopyInputs(rows, inputs);
        return new Dataset(new FloatBlock(inputs), _shape, Targets, NamesOrNull, _weights, this);
    }

    private void CheckFurther(string what, string name, int rows, IEnumerable<string> taken)
    {
        if (rows != Count)
        {
            throw new ArgumentException($"The further {what} {PrintableText.Quote(name)} has {rows} rows, expected {Count}: one for each example.", what);
        }
        if (taken.Contains(name))
        {
            throw new ArgumentException($"There is already a further {what} {PrintableText.Quote(name)}. Give each its own name.", what);
        }
    }

    private ImmutableArray<string>? NamesOrNull => FeatureNames.IsEmpty ? null : FeatureNames;

    private static int Product(ImmutableArray<int> inputShape)
    {
        if (inputShape.IsEmpty)
        {
            throw new ArgumentException("The input shape is empty, expected at least one dimension, such as [4] or [28, 28].", nameof(inputShape));
        }
        long product = 1;
        foreach (int dimension in inputShape)
        {
            product = dimension < 1 ? 0 : product * dimension;
            if (product is < 1 or > int.MaxValue)
            {
                throw new ArgumentException($"Input shape [{string.Join(", ", inputShape)}]: every dimension must be at least 1, "
                    + "and their product below 2^31.", nameof(inputShape));
            }
        }
        return (int)product;
    }

    private static void CheckWeights(float[]? weights, int count)
    {
        if (weights is null)
        {
            return;
        }
        if (weights.Length != count)
        {
            throw new ArgumentException($"{weights.Length} weights for {count} examples.", nameof(weights));
        }
        for (int row = 0; row < count; row++)
        {
            if (!float.IsFinite(weights[row]) || weights[row] < 0)
            {
                throw new DataException(FormattableString.Invariant($"Weight of row {row} (from 0): {weights[row]}, ")
                    + "expected a finite number not below 0.");
            }
        }
    }
}
