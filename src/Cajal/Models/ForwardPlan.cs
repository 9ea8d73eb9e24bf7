using Cajal.Kernels;
using Cajal.Planning;

namespace Cajal.Models;

/// <summary>A plan that computes a network's outputs, and on request its losses, for a block of rows. One caller at a time.</summary>
internal sealed class ForwardPlan
{
    private readonly Plan<float> plan;
    private readonly Node inputs;
    private readonly Node outputs;
    private readonly Node? targets;
    private readonly Node? losses;
    private readonly int features;
    private readonly int width;

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
        inputs = network.Input(graph, rows);
        outputs = network.Forward(inputs, training: false, []);
        if (loss is not null)
        {
            targets = graph.Input("targets", [rows, targetWidth], kind == TargetKind.Classes ? Kind.Integer : Kind.Real);
            losses = loss.PerRow(outputs, targets);
        }

        plan = PlanCompiler<float>.Compile(new GraphFunction(losses is null ? [outputs] : [outputs, losses]), store);
    }

    /// <summary>Rows of a block.</summary>
    public int Rows { get; }

    /// <summary>Where the rows are put before a run; fewer than <see cref="Rows"/> may be given, since rows do not influence each other.</summary>
    public Span<float> Inputs(int rows) => plan[inputs][..(rows * features)];

    /// <summary>Where the targets are put before a run.</summary>
    public Span<float> Targets(int rows) => plan[targets!][..(rows * targets!.Shape.Columns)];

    /// <summary>The outputs after a run.</summary>
    public ReadOnlySpan<float> Outputs(int rows) => plan[outputs][..(rows * width)];

    /// <summary>The loss of each row after a run.</summary>
    public ReadOnlySpan<float> Losses(int rows) => plan[losses!][..rows];

    /// <summary>Computes the block.</summary>
    public void Run(Team team) => plan.Run(team);

    /// <summary>The plan, printed.</summary>
    public override string ToString() => plan.ToString();
}
