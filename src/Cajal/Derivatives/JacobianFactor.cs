namespace Cajal;

/// <summary>One factor of a gradient: the Jacobian of an operation by one of its inputs.</summary>
/// <param name="Of">The name of what is derived.</param>
/// <param name="By">The name of what it is derived by.</param>
/// <param name="Jacobian">Entry (i, j) is ∂of[i]/∂by[j].</param>
public sealed record JacobianFactor(string Of, string By, double[,] Jacobian)
{
    /// <summary>The factor as it is written, with its shape: <c>∂h3/∂f3 [4, 4]</c>.</summary>
    public override string ToString() => $"∂{Of}/∂{By} [{Jacobian.GetLength(0)}, {Jacobian.GetLength(1)}]";
}
