namespace Cajal.Models;

/// <summary>Finds the architecture behind the values that a user has put together.</summary>
internal static class ModelTracing
{
    /// <summary>Lists the layers that the outputs depend on, each after what it takes: depth first from the outputs, so that the order does not depend on when they were applied.</summary>
    /// <exception cref="ArgumentException">The inputs are not those that the outputs depend on, an output is an input or listed twice, or two layers have one name.</exception>
    public static Architecture Trace(IReadOnlyList<Input> inputs, IReadOnlyList<ModelValue> outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        Check(inputs, outputs);
        var builder = new ArchitectureBuilder(nameof(Model));
        var named = new Dictionary<ModelValue, string>();
        foreach ((int index, Input input) in inputs.Index())
        {
            named[input] = builder.AddInput(input.Name ?? (inputs.Count == 1 ? Architecture.OnlyInput : $"input{index + 1}"));
        }

        var used = new HashSet<ModelValue>();
        foreach (ModelValue value in InOrder(outputs))
        {
            value.AddTo(builder, named);
            used.UnionWith(value.MadeOf);
        }

        return inputs.FirstOrDefault(input => !used.Contains(input)) is { } idle
            ? throw new ArgumentException($"Model: no output depends on input '{PrintableText.Escape(named[idle])}'. Leave it out, or apply a layer to it.")
            : builder.Finish([.. outputs.Select(output => named[output])]);
    }

    private static void Check(IReadOnlyList<Input> inputs, IReadOnlyList<ModelValue> outputs)
    {
        if (inputs.Count == 0 || outputs.Count == 0)
        {
            throw new ArgumentException($"Model: {inputs.Count} inputs and {outputs.Count} outputs came, expected at least one of each.");
        }

        if (inputs.Distinct().Count() < inputs.Count || outputs.Distinct().Count() < outputs.Count)
        {
            throw new ArgumentException("Model: an input or an output is listed twice. List each once.");
        }

        if (outputs.Any(output => output is Input))
        {
            throw new ArgumentException("Model: an output is an input itself. Apply at least one layer to it, e.g. new Identity().");
        }
    }

    /// <summary>The values behind the outputs, each after those that it is made of. By loop: depth is not limited.</summary>
    private static IEnumerable<ModelValue> InOrder(IReadOnlyList<ModelValue> outputs)
    {
        var done = new HashSet<ModelValue>();
        var stack = new Stack<(ModelValue Value, int Next)>(outputs.Reverse().Select(output => (output, 0)));
        while (stack.TryPop(out (ModelValue Value, int Next) top))
        {
            if (done.Contains(top.Value))
            {
                continue;
            }

            if (top.Next < top.Value.MadeOf.Count)
            {
                stack.Push((top.Value, top.Next + 1));
                stack.Push((top.Value.MadeOf[top.Next], 0));
            }
            else if (done.Add(top.Value))
            {
                yield return top.Value;
            }
        }
    }
}
