using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Models;

/// <summary>A plan that computes a network's outputs, and on request their losses, for a block of rows. One caller at a time.</summary>
internal sealed class ForwardPlan
{
    private readonly Plan<float> plan;
    private readonly (PlanValue<float> Place, int Width)[] inputs;
    private readonly (PlanValue<float> Place, int Width)[] outputs;
    private readonly (PlanValue<float> Place, int Width)[] targets;
    private readonly PlanValue<float>[] losses;

    /// <summary>Compiles the plan.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="store">The parameters, which are only read.</param>
    /// <param name="rows">Rows of a block.</param>
    /// <param name="compared">For each output what it is compared with, if losses are wanted.</param>
    public ForwardPlan(Network network, ParameterStore<float> store, int rows, params IReadOnlyList<OutputTarget> compared)
    {
        var graph = new Graph();
        Rows = rows;
        NetworkGraph net = network.Expand(graph, rows);
        Node[] targetNodes = [.. compared.Select((target, index) => target.Node(graph, rows, index))];
        Node[] lossNodes = [.. compared.Select((target, index) => target.Loss.PerRow(net.Outputs[index], targetNodes[index]))];
        plan = PlanCompiler<float>.Compile(new GraphFunction([.. net.Outputs, .. lossNodes]), store);
        inputs = [.. net.Inputs.Select(PlaceOf)];
        outputs = [.. net.Outputs.Select(PlaceOf)];
        targets = [.. targetNodes.Select(PlaceOf)];
        losses = [.. lossNodes.Select(plan.Value)];

        (PlanValue<float> Place, int Width) PlaceOf(Node node) => (plan.Value(node), node.Shape.Count / rows);
    }

    /// <summary>Rows of a block.</summary>
    public int Rows { get; }

    /// <summary>Where the rows of an input are put before a run; fewer than <see cref="Rows"/> may be given, since rows do not influence each other.</summary>
    public Span<float> Inputs(int rows, int index = 0) => inputs[index].Place.Span[..(rows * inputs[index].Width)];

    /// <summary>Where the targets of an output are put before a run.</summary>
    public Span<float> Targets(int rows, int index = 0) => targets[index].Place.Span[..(rows * targets[index].Width)];

    /// <summary>An output after a run.</summary>
    public ReadOnlySpan<float> Outputs(int rows, int index = 0) => outputs[index].Place.Span[..(rows * outputs[index].Width)];

    /// <summary>The loss of an output for each row after a run.</summary>
    public ReadOnlySpan<float> Losses(int rows, int index = 0) => losses[index].Span[..rows];

    /// <summary>Computes the block with the threads of a team.</summary>
    public void Run(Team team) => plan.Run(team);

    /// <summary>Computes the block on the calling thread.</summary>
    public void Run() => plan.Run();

    /// <summary>The plan, printed.</summary>
    public override string ToString() => plan.ToString();
}
