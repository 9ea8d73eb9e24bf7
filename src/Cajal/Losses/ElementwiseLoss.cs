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

    /// <summary>The loss of each output, of the output's shape.</summary>
    private protected abstract Node PerElement(Node output, Node target);
}
