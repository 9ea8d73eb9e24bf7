using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// ½e² where |e| ≤ δ, else δ(|e| − ½δ), for e = ŷ − y, mean over the outputs of a row: <c>[batch, …]</c> both (P. Huber, 1964). Large
/// errors count like absolute ones. (PyTorch's smooth L1 is this divided by δ.)
/// </summary>
public sealed record Huber : ElementwiseLoss
{
    /// <summary>Makes the loss.</summary>
    /// <param name="delta">δ, above 0; default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not above 0.</exception>
    public Huber(double delta = 1) : base(OutputReduction.Mean) => Delta = NumberChecks.Positive(nameof(Huber), nameof(delta), delta);

    /// <summary>δ.</summary>
    public double Delta { get; }

    /// <inheritdoc/>
    public override string Kind => "huber";

    // With c = min(|e|, δ) both branches are c(|e| − ½c).
    private protected override Node PerElement(Node output, Node target)
    {
        Node error = (output - target).Abs();
        Node clipped = error.Minimum(error.Graph.Constant(Delta));
        return clipped * (error - (0.5 * clipped));
    }

    // That of the square, which is nowhere below the loss with the same slope.
    private protected override Node Curvature(Node natural, Node target) => natural.Graph.Constant(1).Broadcast(natural.Shape);

    private protected override void WriteConfiguration(JsonObject json) => json["delta"] = Delta;
}
