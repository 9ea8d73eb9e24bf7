using Cajal.Classic;
using Cajal.Numerics;

namespace Cajal;

/// <summary>How a <see cref="HebbianUnit"/> learns from input x and output y.</summary>
public enum HebbianRule
{
    /// <summary>
    /// <c>wᵢ ← wᵢ + η xᵢ y</c>: what fires together is wired together. Unstable: with y = w·x the part of w along the first eigenvector of
    /// E[x xᵀ] grows by the factor 1 + η λ₁ a step, without end. Source: D. O. Hebb, The Organization of Behavior, 1949, chapter 4.
    /// </summary>
    Hebb,

    /// <summary>
    /// <c>wᵢ ← wᵢ + η y (xᵢ − y wᵢ)</c>: the same with a decay that keeps ‖w‖ at 1, so that w becomes the first principal component. Source:
    /// E. Oja, "A simplified neuron model as a principal component analyzer", Journal of Mathematical Biology 15 (1982).
    /// </summary>
    Oja,
}

/// <summary>A linear unit <c>y = w·x</c> that learns without a teacher (or with one: <see cref="Associate"/>) by its own activity.</summary>
/// <example>
/// <code>
/// var unit = new HebbianUnit([0.1, 0.1], rate: 0.01, HebbianRule.Oja);
/// foreach (double[] x in samples)
/// {
///     unit.Learn(x);
/// }
/// Console.WriteLine(string.Join(", ", unit.Weights.ToArray()));    // the first principal component
/// </code>
/// </example>
public sealed class HebbianUnit
{
    private readonly double[] _weights;

    /// <summary>Makes a unit.</summary>
    /// <param name="weights">First weights; with all 0 a unit that only watches itself never begins to learn.</param>
    /// <param name="rate">η, above 0.</param>
    /// <param name="rule">Hebb's rule or Oja's.</param>
    /// <exception cref="ArgumentException">There are no weights, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0.</exception>
    public HebbianUnit(ReadOnlySpan<double> weights, double rate, HebbianRule rule = HebbianRule.Hebb)
    {
        if (weights.IsEmpty || weights.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            throw new ArgumentException("Hebbian unit: expected at least one weight, all finite.", nameof(weights));
        }
        _weights = weights.ToArray();
        Rate = NumberChecks.Positive(nameof(HebbianUnit), nameof(rate), rate);
        Rule = rule;
    }

    /// <summary>w.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>η.</summary>
    public double Rate { get; }

    /// <summary>Hebb's rule or Oja's.</summary>
    public HebbianRule Rule { get; }

    /// <summary>y = w·x.</summary>
    /// <param name="input">x.</param>
    /// <exception cref="ArgumentException">Another number of inputs than weights.</exception>
    public double Output(ReadOnlySpan<double> input)
    {
        if (input.Length != _weights.Length)
        {
            throw new ArgumentException($"Hebbian unit: {input.Length} inputs came, expected {_weights.Length}.", nameof(input));
        }
        return Vectors.Dot(_weights, input);
    }

    /// <summary>Computes y = w·x and learns from it.</summary>
    /// <param name="input">x.</param>
    /// <returns>y before learning.</returns>
    /// <exception cref="ArgumentException">Another number of inputs than weights.</exception>
    /// <exception cref="DivergedException">A weight is no longer finite: Hebb's rule grows without end.</exception>
    public double Learn(ReadOnlySpan<double> input)
    {
        double output = Output(input);
        Associate(input, output);
        return output;
    }

    /// <summary>Learns from an output that comes from elsewhere: x is associated with y.</summary>
    /// <param name="input">x.</param>
    /// <param name="output">y.</param>
    /// <exception cref="ArgumentException">Another number of inputs than weights.</exception>
    /// <exception cref="DivergedException">A weight is no longer finite: Hebb's rule grows without end.</exception>
    public void Associate(ReadOnlySpan<double> input, double output)
    {
        _ = Output(input);
        double decay = Rule == HebbianRule.Oja ? Rate * output * output : 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            _weights[i] += (Rate * output * input[i]) - (decay * _weights[i]);
        }
        if (_weights.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            throw new DivergedException($"Hebbian unit: a weight is no longer finite. {(Rule == HebbianRule.Hebb
                ? "Hebb's rule grows without end; use Oja's, or fewer steps." : "Use a smaller rate: Oja's rule needs η ‖x‖² well below 1.")}");
        }
    }

    /// <summary>The unit as a model: a dense layer of one output without an activation.</summary>
    public Sequential ToSequential()
    {
        double[,] weights = new double[1, _weights.Length];
        Buffer.BlockCopy(_weights, 0, weights, 0, _weights.Length * sizeof(double));
        return HandSetNet.Build(_weights.Length, [new HandSetLayer(weights, [0], null)]);
    }
}
