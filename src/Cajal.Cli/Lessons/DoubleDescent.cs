using Cajal.Kernels;
using Cajal.Ops;
using Cajal.Planning;

namespace Cajal.Cli.Lessons;

/// <summary>Plain descent on an expression in float64, compiled: for what float32 cannot show.</summary>
internal sealed class DoubleDescent : IDisposable
{
    private readonly Team team = new(1);
    private readonly ParameterStore<double> store;
    private readonly Plan<double> plan;
    private readonly Node loss;
    private readonly Node[] gradients;
    private readonly IReadOnlyList<(Node Node, double[] Numbers)> inputs;

    /// <summary>Prepares p ← p − rate·∂loss/∂p for all parameters at once, from values that are given.</summary>
    public DoubleDescent(Node loss, IReadOnlyList<Node> parameters, NodeValues values, double rate)
    {
        this.loss = loss;
        gradients = [.. loss.Gradients(parameters)];
        store = new ParameterStore<double>(parameters.Select(parameter => (NameOf(parameter), parameter.Shape)));
        foreach (Node parameter in parameters)
        {
            values[parameter].Numbers.CopyTo(store[NameOf(parameter)]);
        }

        inputs = [.. values.Nodes.Where(node => node.Operator is Ops.Input).Select(node => (node, values[node].Numbers.ToArray()))];
        plan = PlanCompiler<double>.Compile(
            new GraphFunction([loss, .. gradients], parameters.Zip(gradients, (parameter, gradient) => new Update(parameter, parameter - (rate * gradient)))), store);
    }

    /// <summary>Loss and length of the gradient before the last step.</summary>
    public (double Loss, double GradientNorm) Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            foreach ((Node node, double[] numbers) in inputs)
            {
                numbers.CopyTo(plan[node]);
            }

            plan.Run(team);
        }

        double squares = 0;
        foreach (Node gradient in gradients)
        {
            foreach (double slope in plan[gradient])
            {
                squares += slope * slope;
            }
        }

        return (plan[loss][0], Math.Sqrt(squares));
    }

    /// <summary>Where a parameter stands.</summary>
    public double[] ValueOf(Node parameter) => store[NameOf(parameter)].ToArray();

    /// <inheritdoc/>
    public void Dispose() => team.Dispose();

    private static string NameOf(Node parameter) => ((Parameter)parameter.Operator).ParameterName;
}
