using Cajal.Kernels;

namespace Cajal.Ops;

/// <summary>
/// An operator that computes each element of its output from the same element of its inputs. All inputs and the output have one shape;
/// repeating a smaller operand is the business of <see cref="Broadcast"/>. The planner fuses chains of these.
/// </summary>
internal abstract record PointwiseOperator : Operator
{
    /// <summary>The kernel, element by element.</summary>
    public abstract PointwiseFunction Function { get; }

    /// <inheritdoc/>
    public override int Arity => Function.Arity;

    /// <inheritdoc/>
    internal override Shape InferShape(ReadOnlySpan<Node> inputs)
    {
        foreach (Node input in inputs)
        {
            if (input.Shape != inputs[0].Shape)
            {
                throw ShapeError(inputs, "expected equal shapes. Broadcast the smaller one first.");
            }
        }

        return inputs[0].Shape;
    }

    /// <inheritdoc/>
    internal override Work Lower<T>(Node node, ReadOnlySpan<Block<T>> inputs, Block<T> output, RandomState random)
    {
        var builder = new PointwiseProgramBuilder<T>(output.Rows, output.Columns);
        Span<int> registers = [-1, -1, -1];
        for (int index = 0; index < inputs.Length; index++)
        {
            registers[index] = builder.Load(inputs[index]);
        }

        builder.Store(builder.Apply(Function, registers[0], registers[1], registers[2]), output);
        return new PointwiseWork<T>(builder.Build());
    }
}
