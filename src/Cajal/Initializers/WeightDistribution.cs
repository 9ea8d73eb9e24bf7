namespace Cajal;

/// <summary>Which distribution an initialiser draws from, at a given variance σ².</summary>
public enum WeightDistribution
{
    /// <summary>Uniform in [−σ√3, σ√3).</summary>
    Uniform,

    /// <summary>N(0, σ²), not truncated (Keras truncates at 2σ).</summary>
    Normal,
}
