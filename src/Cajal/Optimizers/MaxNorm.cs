namespace Cajal;

/// <summary>
/// Keeps the weights that lead into a unit within a ball: where their Euclidean norm is above c they are scaled down to c (N. Srivastava et al., "Dropout", 2014,
/// section 5.1: c between 3 and 4 is typical).
/// </summary>
internal static class MaxNorm
{
    /// <summary>w·min(1, c/‖w‖) for each column.</summary>
    /// <param name="weight">Weights <c>[in, out]</c>: a column for each unit.</param>
    /// <param name="limit">c.</param>
    public static Node Limit(Node weight, double limit)
    {
        Node square = weight.Square().SumRows(), one = weight.Graph.Constant(1).Broadcast(square.Shape);
        return weight * square.Greater(weight.Graph.Constant(limit * limit)).Select(limit / square.Sqrt(), one);
    }
}
