using Cajal.Kernels;

namespace Cajal;

/// <summary>The random numbers of one row, one after the other. They depend on the seed and the row only.</summary>
internal sealed class RandomSequence(ulong seed, ulong row)
{
    /// <summary>Half a step of the 53-bit grid of uniform numbers: keeps 0 away from the normal distribution's quantile.</summary>
    private const double HalfStep = 1.0 / (1L << 54);

    private ulong _drawn;

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Next());

    /// <summary>Normal with the given mean and deviation.</summary>
    public double Normal(double mean, double deviation) => mean + (deviation * NormalQuantile.Value(Next() + HalfStep));

    private double Next() => CounterRandom.UniformDouble(seed, RandomStreams.Synthetic, row, _drawn++);
}
