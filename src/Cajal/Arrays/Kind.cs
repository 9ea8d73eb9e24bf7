namespace Cajal;

/// <summary>What the numbers of a node mean. Only real values have gradients.</summary>
public enum Kind
{
    /// <summary>Real numbers, in float32 or float64 according to the plan.</summary>
    Real,

    /// <summary>Whole numbers, e.g. class indices. They are carried in the plan's real type, exact up to 2²⁴ in float32.</summary>
    Integer,

    /// <summary>Truth values: 0 is false, 1 is true.</summary>
    Boolean,
}
