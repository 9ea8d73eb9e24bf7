using Cajal.Kernels;

namespace Cajal;

/// <summary>Which values the gradient of an operator reads; what is not read need not be kept for the way back.</summary>
[Flags]
public enum GradientNeeds
{
    /// <summary>Neither inputs nor output, e.g. addition.</summary>
    Nothing = 0,

    /// <summary>The values of the inputs, e.g. multiplication.</summary>
    Inputs = 1,

    /// <summary>The value of the output, e.g. tanh.</summary>
    Output = 2,
}

/// <summary>
/// What a node computes. An operator is immutable and knows its static attributes, its shape rule, its gradient (as more nodes) and
/// the kernel that computes it. Two operators of the same type with equal attributes are equal, so that graphs can intern nodes.
/// </summary>
public abstract record Operator
{
    private protected Operator()
    {
    }

    /// <summary>Name as printed, e.g. <c>MatMul</c>.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>Number of inputs.</summary>
    public abstract int Arity { get; }

    /// <summary>Which values the gradient reads.</summary>
    public abstract GradientNeeds Needs { get; }

    /// <summary>True for inputs, parameters and random nodes: each node is its own, never merged with an equal one.</summary>
    internal virtual bool HasIdentity => false;

    /// <summary>The shape rule.</summary>
    /// <param name="inputs">The inputs, <see cref="Arity"/> of them.</param>
    /// <returns>Shape of the output.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit; the message names the operator, what came and what was expected.</exception>
    internal abstract Shape InferShape(ReadOnlySpan<Node> inputs);

    /// <summary>Kind of the output; real unless an operator says otherwise.</summary>
    internal virtual Kind InferKind(ReadOnlySpan<Node> inputs) => Kind.Real;

    /// <summary>
    /// The gradient rule: for each input the node dL/d(input), given dL/d(output); <c>null</c> where the derivative is zero or not defined.
    /// </summary>
    /// <param name="node">The node that this operator made.</param>
    /// <param name="upstream">dL/d(output), of the output's shape.</param>
    internal abstract Node?[] Gradient(Node node, Node upstream);

    /// <summary>
    /// The same value, to the last bit, as a graph of other operators, which the planner can fuse with their neighbours or share among threads;
    /// <c>null</c> where the operator has one kernel.
    /// </summary>
    /// <param name="node">The node that this operator made.</param>
    internal virtual Node? Expansion(Node node) => null;

    /// <summary>The kernel call that fills <paramref name="output"/> (dense) from the inputs. Views are materialised by a copy.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    internal abstract Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;

    /// <summary>Throws the house's shape error: operator, what came, what was expected, remedy.</summary>
    private protected ArgumentException ShapeError(ReadOnlySpan<Node> inputs, string expected) =>
        new($"{Name}: inputs have shapes {string.Join(", ", inputs.ToArray().Select(input => $"{input.Shape}"))}; {expected}");
}
