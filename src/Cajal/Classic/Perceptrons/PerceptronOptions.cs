namespace Cajal;

/// <summary>How a <see cref="Perceptron"/> learns.</summary>
public sealed record PerceptronOptions
{
    /// <summary>
    /// η in <c>w ← w + η (d − y) x</c>. From w = 0 it scales all weights and changes no decision: the course of learning is the same. Default 1.
    /// </summary>
    public double Rate { get; init; } = 1;

    /// <summary>Passes over the rows after which learning gives up. Default 1000.</summary>
    public int MaximumEpochs { get; init; } = 1000;

    /// <summary>False, the default: the unit fires where <c>w·x + b > 0</c>; true: also where it is 0.</summary>
    public bool FiresAtZero { get; init; }

    /// <summary>Refuses impossible values.</summary>
    /// <exception cref="ConfigurationException">A value is out of range.</exception>
    internal void Check()
    {
        if (!(Rate > 0 && double.IsFinite(Rate)))
        {
            throw new ConfigurationException(FormattableString.Invariant($"Option Rate of a perceptron is {Rate}, expected a finite number above 0."));
        }
        if (MaximumEpochs < 1)
        {
            throw new ConfigurationException(FormattableString.Invariant($"Option MaximumEpochs of a perceptron is {MaximumEpochs}, expected at least 1."));
        }
    }
}
