using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Negative log likelihood of the right class under softmax of the logits z: ln Σⱼ e^(zⱼ) − z_y, for <c>[batch, classes]</c> and class
/// indices <c>[batch, 1]</c>. With label smoothing s the target is 1 − s on the class plus s/C on each of the C classes
/// (C. Szegedy et al., "Rethinking the Inception architecture", 2016). dz = softmax(z) − target.
/// </summary>
/// <remarks>
/// A model may end with <see cref="Softmax"/> or with the logits themselves: of a softmax the loss takes the logits, so it is finite and
/// exact however large they are.
/// </remarks>
public sealed record CrossEntropy : Loss
{
    /// <summary>Makes the loss.</summary>
    /// <param name="labelSmoothing">s, in [0, 1); default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is not in [0, 1).</exception>
    public CrossEntropy(double labelSmoothing = 0) =>
        LabelSmoothing = NumberChecks.BelowOne(nameof(CrossEntropy), nameof(labelSmoothing), labelSmoothing);

    /// <summary>s.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string Kind => "cross-entropy";

    /// <inheritdoc/>
    public override bool Fits(TargetKind targets) => targets == TargetKind.Classes;

    internal override Node PerRow(Node output, Node target)
    {
        if (output.Operator is Ops.Sigmoid)
        {
            throw new ArgumentException(
                "CrossEntropy: the model ends with Sigmoid, expected Softmax or logits. End it with Softmax, or use BinaryCrossEntropy.", nameof(output));
        }

        Node logits = Natural(output);
        if (logits.Shape.Rank != 2 || target.Kind != Cajal.Kind.Integer || target.Shape != new Shape(logits.Shape.Rows, 1))
        {
            throw new ArgumentException(
                $"CrossEntropy: the output has shape {output.Shape}, the target {target.Shape} of kind {target.Kind}; expected "
                + "[batch, classes] and class indices [batch, 1] of kind Integer. For targets that are numbers use MeanSquaredError.", nameof(target));
        }

        Node ofClass = logits.CrossEntropy(target);
        return LabelSmoothing == 0 ? ofClass : ofClass + (LabelSmoothing * AboveMean(logits, target));
    }

    internal override Node Natural(Node output) => output.Operator is Ops.Softmax ? output.Inputs[0] : output;

    // The Hessian is diag(p) − ppᵀ, whatever the target; B = diag(√p) − p√pᵀ.
    internal override Node CurvatureRoot(Node natural, Node target, Node vector)
    {
        Node shares = natural.Softmax(), scaled = shares.Sqrt() * vector;
        return scaled - (shares * scaled.SumColumns());
    }

    internal override Node CurvatureRootTransposed(Node natural, Node target, Node vector)
    {
        Node shares = natural.Softmax();
        return shares.Sqrt() * (vector - (shares * vector).SumColumns());
    }

    /// <summary>z_y − mean z: what smoothing by 1 adds to the loss, since its target has the sum 1 too.</summary>
    private static Node AboveMean(Node logits, Node target)
    {
        int classes = logits.Shape.Columns;
        return (logits * (target.OneHot(classes) - (1.0 / classes))).SumColumns();
    }

    private protected override void WriteConfiguration(JsonObject json) => json["labelSmoothing"] = LabelSmoothing;
}
