using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Models;

/// <summary>A plan that computes a network's outputs, and on request its losses, for a block of rows. One caller at a time.</summary>
internal sealed class ForwardPlan
{
    private readonly Plan<float> plan;
    private readonly PlanValue<float> inputs;
    private readonly PlanValue<float> outputs;
    private readonly PlanValue<float>? targets;
    private readonly PlanValue<float>? losses;
    private readonly int features;
    private readonly int width;
    private readonly int targetWidth;

    /// <summary>Compiles the plan.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="store">The parameters, which are only read.</param>
    /// <param name="rows">Rows of a block.</param>
    /// <param name="loss">The loss to compute beside, if any.</param>
    /// <param name="kind">Meaning of the targets, with a loss.</param>
    /// <param name="targetWidth">Columns of the targets, with a loss.</param>
    public ForwardPlan(Network network, ParameterStore<float> store, int rows, Loss? loss = null, TargetKind kind = TargetKind.Values, int targetWidth = 0)
    {
        var graph = new Graph();
        Rows = rows;
        features = network.InputShape.Count;
        width = network.OutputShape.Count;
        this.targetWidth = targetWidth;
        NetworkGraph net = network.Expand(graph, rows);
        (Node input, Node output) = (net.Input, net.Output);
        if (loss is null)
        {
            plan = PlanCompiler<float>.Compile(new GraphFunction([output]), store);
        }
        else
        {
            Node target = graph.Input("targets", [rows, targetWidth], kind == TargetKind.Classes ? Kind.Integer : Kind.Real);
            Node perRow = loss.PerRow(output, target);
            plan = PlanCompiler<float>.Compile(new GraphFunction([output, perRow]), store);
            targets = plan.Value(target);
            losses = plan.Value(perRow);
        }

        inputs = plan.Value(input);
        outputs = plan.Value(output);
    }

    /// <summary>Rows of a block.</summary>
    public int Rows { get; }

    /// <summary>Where the rows are put before a run; fewer than <see cref="Rows"/> may be given, since rows do not influence each other.</summary>
    public Span<float> Inputs(int rows) => inputs.Span[..(rows * features)];

    /// <summary>Where the targets are put before a run.</summary>
    public Span<float> Targets(int rows) => targets!.Value.Span[..(rows * targetWidth)];

    /// <summary>The outputs after a run.</summary>
    public ReadOnlySpan<float> Outputs(int rows) => outputs.Span[..(rows * width)];

    /// <summary>The loss of each row after a run.</summary>
    public ReadOnlySpan<float> Losses(int rows) => losses!.Value.Span[..rows];

    /// <summary>Computes the block with the threads of a team.</summary>
    public void Run(Team team) => plan.Run(team);

    /// <summary>Computes the block on the calling thread.</summary>
    public void Run() => plan.Run();

    /// <summary>The plan, printed.</summary>
    public override string ToString() => plan.ToString();
}
