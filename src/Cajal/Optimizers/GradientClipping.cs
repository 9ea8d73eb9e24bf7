namespace Cajal;

/// <summary>Keeps gradients from becoming too large, as nodes of the training step.</summary>
internal static class GradientClipping
{
    // PyTorch's clip_grad_norm_ has it, so that a zero gradient is no division by zero.
    private const double Epsilon = 1e-6;

    /// <summary>
    /// Scales all gradients by min(1, limit/(‖g‖ + 1e-6)), ‖g‖ the Euclidean norm of all of them together
    /// (R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", 2013; PyTorch's form).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public static IReadOnlyList<Node> ByNorm(IReadOnlyList<Node> gradients, double limit)
    {
        NumberChecks.Positive(nameof(GradientClipping), nameof(limit), limit);
        if (gradients.Count == 0)
        {
            return gradients;
        }

        Node norm = Norm(gradients);
        Node factor = (limit / (norm + Epsilon)).Minimum(norm.Graph.Constant(1));
        return [.. gradients.Select(gradient => gradient * factor)];
    }

    /// <summary>Euclidean norm of all gradients together, <c>[]</c>.</summary>
    public static Node Norm(IReadOnlyList<Node> gradients) => gradients.Select(gradient => gradient.Square().Sum()).Aggregate((a, b) => a + b).Sqrt();

    /// <summary>Cuts each number of the gradients to [−limit, limit].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public static IReadOnlyList<Node> ByValue(IReadOnlyList<Node> gradients, double limit)
    {
        NumberChecks.Positive(nameof(GradientClipping), nameof(limit), limit);
        return [.. gradients.Select(gradient => gradient.Minimum(gradient.Graph.Constant(limit)).Maximum(gradient.Graph.Constant(-limit)))];
    }
}
