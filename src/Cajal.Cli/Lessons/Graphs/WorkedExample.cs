namespace Cajal.Cli.Lessons.Graphs;

/// <summary>
/// A net of two linear layers without biases and one step of descent, all updates from the old weights: input (2, 3), target 1,
/// h₁ = i₁w₁ + i₂w₂, h₂ = i₁w₃ + i₂w₄, prediction h₁w₅ + h₂w₆, error ½(prediction − target)².
/// </summary>
internal sealed class WorkedExample
{
    /// <summary>a, the size of the step.</summary>
    public const double LectureRate = 0.05;

    private readonly Node hiddenWeights;
    private readonly double rate;

    public WorkedExample(double rate = LectureRate)
    {
        this.rate = rate;
        var graph = new Graph();
        Node input = graph.Input("i", [1, 2]);
        hiddenWeights = graph.Parameter("[w1 w3; w2 w4]", [2, 2]);
        OutputWeights = graph.Parameter("[w5; w6]", [2, 1]);
        Hidden = input.MatMul(hiddenWeights).Named("h");
        Prediction = Hidden.MatMul(OutputWeights).Named("prediction");
        Delta = (Prediction - 1).Named("Δ");
        Node error = (0.5 * Delta.Square()).Sum().Named("error");
        Values = new() { [input] = [2, 3], [hiddenWeights] = [.11, .12, .21, .08], [OutputWeights] = [.14, .15] };
        Before = graph.Trace(error, Values);
        After = graph.Trace(error, new() { [input] = [2, 3], [hiddenWeights] = Step(hiddenWeights), [OutputWeights] = Step(OutputWeights) });
    }

    /// <summary>Sample and first weights.</summary>
    public NodeValues Values { get; }

    /// <summary>w₅ and w₆.</summary>
    public Node OutputWeights { get; }

    /// <summary>The hidden values.</summary>
    public Node Hidden { get; }

    /// <summary>The prediction.</summary>
    public Node Prediction { get; }

    /// <summary>Prediction less target.</summary>
    public Node Delta { get; }

    /// <summary>Everything before the step.</summary>
    public GraphTrace Before { get; }

    /// <summary>Everything after the step.</summary>
    public GraphTrace After { get; }

    /// <summary>The weights in the lecture's order, w₁ … w₆.</summary>
    public double[] Weights(GraphTrace trace)
    {
        IReadOnlyList<double> hidden = trace[hiddenWeights].Value;
        IReadOnlyList<double> output = trace[OutputWeights].Value;
        return [hidden[0], hidden[2], hidden[1], hidden[3], output[0], output[1]];
    }

    /// <summary>What is taken from each weight, a·∂error/∂w, in the lecture's order.</summary>
    public double[] Increments => [.. Weights(Before).Zip(Weights(After), (before, after) => before - after)];

    private double[] Step(Node weights) => [.. Before[weights].Value.Zip(Before[weights].Gradient, (value, gradient) => value - (rate * gradient))];
}
