using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>An operator that moves no numbers: its output is another way to look at its input. Materialised by a copy only where needed.</summary>
internal abstract record ViewOperator : Operator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override GradientNeeds Needs => GradientNeeds.Nothing;

    /// <summary>The output's layout over its input's storage.</summary>
    /// <param name="node">The node that this operator made.</param>
    /// <param name="input">Layout of the input: dense, or itself a view.</param>
    /// <returns>The layout, or <c>null</c> when <paramref name="input"/> is a view that this one cannot look through.</returns>
    internal abstract Layout? View(Node node, Layout input);

    /// <inheritdoc/>
    internal override Kind InferKind(ReadOnlySpan<Node> inputs) => inputs[0].Kind;

    /// <summary>Copies the view, <paramref name="inputs"/>[0], which already has the output's rows and columns.</summary>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random) =>
        new CopyWork<T>(inputs[0], output);
}
