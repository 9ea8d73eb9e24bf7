using System.Collections.Immutable;

namespace Cajal;

/// <summary>Draws one example.</summary>
/// <param name="row">Which row, from 0. Classes take turns row by row, so that any number of rows is balanced.</param>
/// <param name="rows">How many rows are made in all.</param>
/// <param name="noise">How far points are scattered, in the unit that the kind says.</param>
/// <param name="random">Random numbers of this row alone.</param>
/// <param name="inputs">Place for the inputs.</param>
/// <param name="targets">Place for the target: a class index, or 0 and 1 per label.</param>
internal delegate void DrawExample(int row, int rows, double noise, RandomSequence random, Span<double> inputs, Span<float> targets);

/// <summary>A kind of generated data: what it is called, what its columns are, how a row is drawn.</summary>
internal sealed record SyntheticKind(string Name, string Description, ImmutableArray<string> FeatureNames, ImmutableArray<string> ClassNames, DrawExample Draw)
{
    /// <summary>Most rows that are made at once; the largest block of inputs stays below 2^31 numbers.</summary>
    public const int MostRows = 10_000_000;

    /// <summary>
    /// Inputs are rounded to so many decimals: sine, cosine and logarithm may differ between platforms in their last bit, the rounded
    /// numbers (and so the bytes of a file) do not.
    /// </summary>
    private const int Decimals = 4;

    /// <summary>Rows that are made when nothing else is asked for.</summary>
    public int DefaultRows { get; init; } = 400;

    /// <summary>Noise when nothing else is asked for.</summary>
    public double DefaultNoise { get; init; } = 1;

    /// <summary>One class a row, or any number of labels.</summary>
    public TargetKind Target { get; init; } = TargetKind.Classes;

    /// <summary>Name of the target column where there is one.</summary>
    public string TargetName { get; init; } = "class";

    /// <summary>Makes a set. A row depends on the seed and its number only: a longer set begins like a shorter one.</summary>
    public Dataset Make(int rows, ulong seed, double noise)
    {
        int features = FeatureNames.Length;
        int width = Target == TargetKind.Classes ? 1 : ClassNames.Length;
        float[] inputs = new float[rows * features];
        float[] targets = new float[rows * width];
        double[] drawn = new double[features];
        for (int row = 0; row < rows; row++)
        {
            Draw(row, rows, noise, new RandomSequence(seed, (ulong)row), drawn, targets.AsSpan(row * width, width));
            for (int column = 0; column < features; column++)
            {
                inputs[(row * features) + column] = (float)(Math.Round(drawn[column], Decimals) + 0.0);    // + 0: no −0 in files
            }
        }
        return new Dataset(inputs, [features], Label(targets), FeatureNames);
    }

    private Targets Label(float[] targets) => Target == TargetKind.Classes
        ? Targets.Classes(Array.ConvertAll(targets, index => (int)index), ClassNames, TargetName)
        : Targets.Labels(targets, ClassNames);
}
