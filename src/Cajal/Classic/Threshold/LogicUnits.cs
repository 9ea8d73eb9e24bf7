namespace Cajal;

/// <summary>The units that a net of logic is made of.</summary>
public enum LogicUnits
{
    /// <summary><c>1 if Σ wᵢ xᵢ ≥ θ, else 0</c>: outputs are exactly 0 and 1.</summary>
    Threshold,

    /// <summary>
    /// <c>σ(20 (Σ wᵢ xᵢ − θ + ½))</c>: outputs are within 1e-4 of 0 and 1, as long as the weights of a unit sum to less than 390. NOT is
    /// σ(10 − 20 x), AND σ(20 x + 20 y − 30).
    /// </summary>
    Sigmoid,
}
