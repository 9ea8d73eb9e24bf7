namespace Cajal;

/// <summary>How a loss puts the outputs of one row together.</summary>
public enum OutputReduction
{
    /// <summary>Mean over the outputs.</summary>
    Mean,

    /// <summary>Sum over the outputs.</summary>
    Sum,
}
