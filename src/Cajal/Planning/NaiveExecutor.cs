using System.Numerics;
using Cajal.Kernels;
using Cajal.Ops;

namespace Cajal.Planning;

/// <summary>
/// Evaluates a function node by node, each in storage of its own, in the order in which the nodes were made. It fuses and reuses nothing:
/// this is the specification that plans are tested against, and what shows every value.
/// </summary>
internal static class NaiveExecutor
{
    /// <summary>Evaluates all nodes of a function and then replaces the parameters.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="parameters">Parameter values; replaced as the function's updates say.</param>
    /// <param name="inputs">One array for each input node.</param>
    /// <param name="random">Seed and step of the random numbers.</param>
    /// <returns>The value of every node.</returns>
    /// <exception cref="ArgumentException">An input is missing or has the wrong length.</exception>
    public static Dictionary<Node, T[]> Run<T>(
        GraphFunction function, ParameterStore<T> parameters, IReadOnlyDictionary<Node, T[]> inputs, RandomState random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var blocks = new Dictionary<Node, Block<T>>();
        foreach (Node node in function.Nodes)
        {
            blocks.Add(node, Evaluate(node, blocks, parameters, inputs, random));
        }

        var values = blocks.ToDictionary(pair => pair.Key, pair => pair.Value.Buffer.Slice(pair.Value.Offset, pair.Key.Shape.Count).ToArray());
        foreach (Update update in function.Updates)
        {
            values[update.Value].CopyTo(parameters[((Parameter)update.Parameter.Operator).ParameterName]);
        }

        return values;
    }

    private static Block<T> Evaluate<T>(
        Node node, Dictionary<Node, Block<T>> blocks, ParameterStore<T> parameters, IReadOnlyDictionary<Node, T[]> inputs, RandomState random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (node.Operator is Parameter parameter)
        {
            return parameters.Block(parameter.ParameterName);
        }

        Block<T> output = Block<T>.Dense(new NativeBuffer<T>(Math.Max(node.Shape.Count, 1)), 0, node.Shape.Rows, node.Shape.Columns);
        Span<T> values = output.Buffer.Slice(0, node.Shape.Count);
        switch (node.Operator)
        {
            case Constant constant:
                values.Fill(T.CreateChecked(constant.Value));
                break;
            case Ops.Input input:
                InputValues(node, input, inputs).CopyTo(values);
                break;
            case ViewOperator view:
                Block<T> source = blocks[node.Inputs[0]];
                Layout layout = view.View(node, Layout.Dense(node.Inputs[0].Shape))!.Value;
                Execute(view.Lower(node, [source.With(layout)], output, random));
                break;
            default:
                Execute(node.Operator.Lower(node, [.. node.Inputs.Select(input => blocks[input])], output, random));
                break;
        }

        return output;
    }

    private static T[] InputValues<T>(Node node, Ops.Input input, IReadOnlyDictionary<Node, T[]> inputs)
    {
        if (!inputs.TryGetValue(node, out T[]? values))
        {
            throw new ArgumentException($"Evaluate: {input.Name} has no value. Give one array for each input.");
        }

        return values.Length == node.Shape.Count
            ? values
            : throw new ArgumentException($"Evaluate: {input.Name} has {values.Length} values, expected {node.Shape.Count} for shape {node.Shape}.");
    }

    private static void Execute(Work work) => work.Execute();
}
