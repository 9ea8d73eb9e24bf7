using Cajal.Models;
using Cajal.Planning;

namespace Cajal.Explanation;

/// <summary>A model's outputs and the gradients of one of them by the inputs, in float64, dropout off, for a block of points. Belongs to one thread.</summary>
internal sealed class OutputGradients
{
    private readonly Model model;
    private readonly TargetScaler? targetScaler;
    private readonly Plan<double> plan;
    private readonly Node inputs;
    private readonly Node outputs;
    private readonly Node chosen;
    private readonly Node gradients;
    private readonly int rows;
    private readonly int width;

    /// <summary>Compiles the plan.</summary>
    /// <param name="model">A model with weights.</param>
    /// <param name="stage">What is derived.</param>
    /// <param name="rows">Points of a block.</param>
    public OutputGradients(Model model, ExplainedStage stage, int rows)
    {
        this.model = model;
        this.rows = rows;
        Network network = model.Built.Network;
        var graph = new Graph();
        NetworkGraph net = network.Expand(graph, rows);
        inputs = net.Input;
        PlacedLayer last = network.OutputLayer;
        bool isScore = stage == ExplainedStage.Score && last.Layer is Softmax or Sigmoid;
        outputs = net[isScore ? last.Takes[0] : last.Name];
        targetScaler = isScore ? null : model.TargetScaler;
        chosen = graph.Input("chosen", outputs.Shape);
        gradients = (outputs * chosen).Sum().Gradients([inputs])[0];
        width = outputs.Shape.Count / rows;
        // The input is among the outputs because gradients of jumps do not read it.
        plan = PlanCompiler<double>.Compile(new GraphFunction([outputs, gradients, chosen]), CreateStore(model));
    }

    /// <summary>The points, <c>[rows, features]</c>, to be filled before a run.</summary>
    public Span<double> Points => plan[inputs];

    /// <summary>The gradients of the chosen output, <c>[rows, features]</c>, after a run.</summary>
    public ReadOnlySpan<double> Gradients => plan[gradients];

    /// <summary>What a difference of 1 in the network means outside: the deviation of a regression's targets, else 1.</summary>
    public double Unit(int output) => targetScaler is null ? 1 : targetScaler.Deviations[output];

    /// <summary>An output of a point after a run, in its own units.</summary>
    public double Value(int row, int output)
    {
        double value = plan[outputs][(row * width) + output];
        return targetScaler is null ? value : (value * targetScaler.Deviations[output]) + targetScaler.Means[output];
    }

    /// <summary>Computes all points; gradients are those of one output inside the network.</summary>
    public void Run(int output)
    {
        Span<double> mask = plan[chosen];
        mask.Clear();
        for (int row = 0; row < rows; row++)
        {
            mask[(row * width) + output] = 1;
        }

        plan.Run();
    }

    /// <summary>The output that a row is explained for where none is named: the largest of classes or labels, the first value.</summary>
    public int UsualOutput(ReadOnlySpan<double> point)
    {
        point.CopyTo(Points);
        Run(0);
        return model.TargetKind is TargetKind.Values or null
            ? 0
            : Enumerable.Range(0, width).MaxBy(output => plan[outputs][output]);
    }

    /// <summary>A row as the first layer sees it.</summary>
    /// <exception cref="ArgumentException">It has another number of features.</exception>
    public static double[] Scaled(Model model, ReadOnlySpan<float> row, string what)
    {
        if (row.Length != model.InputShape.Count)
        {
            throw new ArgumentException($"{what}: {row.Length} inputs came, the model takes {model.InputShape.Count}. Give one row as for Predict.");
        }

        float[] scaled = row.ToArray();
        model.Preprocessing?.Apply(scaled, scaled);
        return Array.ConvertAll(scaled, number => (double)number);
    }

    private static ParameterStore<double> CreateStore(Model model)
    {
        ParameterStore<double> store = model.Built.Network.CreateStore<double>();
        foreach (NetworkParameter parameter in model.Built.Network.Parameters)
        {
            Span<double> to = store[parameter.Name];
            ReadOnlySpan<float> from = model.Built.Store[parameter.Name];
            for (int index = 0; index < to.Length; index++)
            {
                to[index] = from[index];
            }
        }

        return store;
    }
}
