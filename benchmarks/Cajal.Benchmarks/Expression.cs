using Cajal.Kernels;
using Cajal.Ops;
using Cajal.Planning;

namespace Cajal.Benchmarks;

/// <summary>An expression as a plan that is ready to run: inputs hold random numbers, labels the classes in turns, pointwise programs are compiled.</summary>
internal sealed class Expression
{
    private static readonly Team Alone = new(threads: 1);

    private readonly Plan<float> plan;

    public Expression(IReadOnlyList<Node> outputs, IReadOnlyList<Update> updates, int classes = 1)
    {
        var function = new GraphFunction(outputs, updates);
        IEnumerable<(string Name, Shape Shape)> parameters = function.Nodes.Select(node => (node.Operator, node.Shape))
            .Where(one => one.Operator is Parameter).Select(one => (((Parameter)one.Operator).ParameterName, one.Shape));
        plan = PlanCompiler<float>.Compile(function, new ParameterStore<float>(parameters));
        plan.CompileLoops();
        foreach (Node input in function.Nodes.Where(node => node.Operator is Cajal.Ops.Input))
        {
            Span<float> values = plan[input];
            CounterRandom.Normal(seed: 7, stream: 0, step: 0, values);
            for (int index = 0; input.Kind == Kind.Integer && index < values.Length; index++)
            {
                values[index] = index % classes;
            }
        }
    }

    public Expression(Node output, int classes = 1)
        : this([output], [], classes)
    {
    }

    /// <summary>One update of a weight matrix by AdamW.</summary>
    public static Expression AdamW(Node gradient)
    {
        var optimizer = new AdamW();
        Node[] state = [.. optimizer.State.Select(name => gradient.Graph.Parameter(name, gradient.Shape))];
        Node[] scalars = [.. optimizer.Scalars.Select(name => gradient.Graph.Input(name))];
        Node weight = gradient.Graph.Parameter("weight", gradient.Shape);
        (Node next, Node[] nextState) = optimizer.Update(weight, gradient, state, scalars, isWeight: true);
        return new Expression([], [new Update(weight, next), .. state.Zip(nextState, (old, value) => new Update(old, value))]);
    }

    public void Run() => plan.Run(Alone);
}
