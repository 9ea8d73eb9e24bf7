namespace Cajal;

/// <summary>Losses that compare each output with a target of its own and put the outputs of a row together by mean or sum.</summary>
/// <param name="Outputs">Mean or sum over the outputs of a row.</param>
public abstract record ElementwiseLoss(OutputReduction Outputs) : Loss
{
    /// <inheritdoc/>
    public override bool Fits(TargetKind targets) => targets == TargetKind.Values;

    internal sealed override Node PerRow(Node output, Node target)
    {
        RequireSameShape(output, target);
        Node elements = PerElement(output, target);
        int batch = output.Shape[0];
        int count = new Shape(output.Shape.Sizes[1..]).Count;
        Node sum = elements.Reshape([batch, count]).SumColumns();
        return Outputs == OutputReduction.Sum || count == 1 ? sum : sum * (1.0 / count);
    }

    // The Hessian of a row is a diagonal h, and B = √h.
    internal sealed override Node CurvatureRoot(Node natural, Node target, Node vector)
    {
        double share = Outputs == OutputReduction.Sum ? 1 : 1.0 / new Shape(natural.Shape.Sizes[1..]).Count;
        return (share * Curvature(natural, target)).Sqrt() * vector;
    }

    internal sealed override Node CurvatureRootTransposed(Node natural, Node target, Node vector) => CurvatureRoot(natural, target, vector);

    /// <summary>The second derivative of the loss of each output by the natural output, of its shape.</summary>
    /// <remarks>A loss without one everywhere says what stands for it: 0 or more.</remarks>
    private protected virtual Node Curvature(Node natural, Node target) =>
        PerElement(natural, target).Sum().Gradients([natural])[0].Sum().Gradients([natural])[0].Maximum(natural.Graph.Constant(0));

    /// <summary>The loss of each output, of the output's shape.</summary>
    private protected abstract Node PerElement(Node output, Node target);
}
