using Cajal.Explanation;

namespace Cajal;

/// <summary>
/// What each input adds to one output of one row, beside a baseline: (xᵢ − x′ᵢ) ∫₀¹ ∂F(x′ + α(x − x′))/∂xᵢ dα. The parts sum to F(x) − F(x′)
/// (completeness). M. Sundararajan, A. Taly, Q. Yan, "Axiomatic attribution for deep networks", ICML 2017, section 3.
/// </summary>
/// <remarks>
/// The path is straight in the space of the first layer, after the model's preprocessing, which scales each input by itself. What is a
/// good baseline depends on the question: parts answer "why this and not what the baseline gives?".
/// </remarks>
/// <example><code>Console.WriteLine(IntegratedGradients.Of(model, row, new() { Baseline = IntegratedGradients.MeanRow(training) }));</code></example>
public sealed class IntegratedGradients
{
    private IntegratedGradients(int output, string name, double value, double baselineValue, double[] parts, int points, bool isComplete)
    {
        Output = output;
        OutputName = name;
        Value = value;
        BaselineValue = baselineValue;
        Parts = parts;
        Points = points;
        IsComplete = isComplete;
    }

    /// <summary>The output that is explained, from 0.</summary>
    public int Output { get; }

    /// <summary>Its name: the class, label or value.</summary>
    public string OutputName { get; }

    /// <summary>F(x), in its own units.</summary>
    public double Value { get; }

    /// <summary>F(x′).</summary>
    public double BaselineValue { get; }

    /// <summary>What each input adds, in the units of the output.</summary>
    public IReadOnlyList<double> Parts { get; }

    /// <summary>The sum of all parts.</summary>
    public double Sum => Parts.Sum();

    /// <summary>How far the sum is from F(x) − F(x′).</summary>
    public double CompletenessError => Math.Abs(Sum - (Value - BaselineValue));

    /// <summary>Gradients that were computed.</summary>
    public int Points { get; }

    /// <summary>Whether the tolerance was met. It is not where an output jumps (threshold units), since no gradient tells of a jump.</summary>
    public bool IsComplete { get; }

    /// <summary>Explains an output of a row.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="row">The inputs of one row, as for <see cref="Model.Predict(ReadOnlySpan{float})"/>.</param>
    /// <param name="options">Output, baseline, tolerance; the defaults if none are given.</param>
    /// <exception cref="ArgumentException">Row or baseline do not fit the model, or there is no such output.</exception>
    public static IntegratedGradients Of(Model model, ReadOnlySpan<float> row, IntegratedGradientsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new IntegratedGradientsOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Tolerance, nameof(options.Tolerance));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostPoints, PathIntegral.PointsPerPanel, nameof(options.MostPoints));
        double[] to = OutputGradients.Scaled(model, row, "Integrated gradients");
        double[] from = OutputGradients.Scaled(model, options.Baseline is { } baseline ? [.. baseline] : new float[row.Length], "Integrated gradients, baseline");
        var gradients = new OutputGradients(model, options.Stage, PathIntegral.Rows);
        int output = ExplainedOutput.Choose(model, gradients, options.Output, to);
        var integral = new PathIntegral(gradients, output, from, to);
        bool complete = integral.Refine(options.Tolerance, options.MostPoints);
        return new IntegratedGradients(
            output, ExplainedOutput.NameOf(model, output), integral.ValueAtEnd, integral.ValueAtStart, integral.Sum(), integral.Points, complete);
    }

    /// <summary>The average row of a set, a baseline for tables: of a category it holds the share of each.</summary>
    /// <param name="data">The set.</param>
    public static IReadOnlyList<float> MeanRow(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
        {
            throw new ArgumentException("Mean row: the data have no rows, expected at least one.", nameof(data));
        }

        double[] sums = new double[data.Features];
        float[] row = new float[data.Features];
        for (int index = 0; index < data.Count; index++)
        {
            data.CopyInputs([index], row);
            for (int feature = 0; feature < row.Length; feature++)
            {
                sums[feature] += row[feature];
            }
        }

        return [.. sums.Select(sum => (float)(sum / data.Count))];
    }

    /// <summary>What the inputs of a group add together.</summary>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentException">It names an input that there is not.</exception>
    public double PartOf(FeatureGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        FeatureGroup.Check([group], Parts.Count);
        return group.Features.Sum(feature => Parts[feature]);
    }

    /// <summary>Output, difference and error in a line.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{OutputName}: {Value:G6}, baseline {BaselineValue:G6}; parts sum to {Sum:G6}, off by {CompletenessError:0.0e-00}, {Points} gradients{(IsComplete ? "" : ", not complete")}");
}
