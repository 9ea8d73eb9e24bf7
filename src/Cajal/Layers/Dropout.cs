using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// In training sets each number to 0 with probability <see cref="Rate"/> and divides the others by 1 − rate, so that the mean stays
/// (inverted dropout; N. Srivastava et al., "Dropout", 2014); at prediction y = x. <c>[batch, …]</c> keeps its shape.
/// </summary>
/// <param name="rate">Share that is dropped, in [0, 1); default 0.5.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not in [0, 1).</exception>
public sealed class Dropout(double rate = 0.5) : Layer
{
    /// <summary>Share that is dropped.</summary>
    public double Rate { get; } = NumberChecks.BelowOne(nameof(Dropout), nameof(rate), rate);

    internal override string Kind => "dropout";

    internal override Shape OutputShape(Shape input) => input;

    internal override Node Build(LayerContext context, Node input)
    {
        if (!context.Training || Rate == 0)
        {
            return input;
        }

        Graph graph = input.Graph;
        Node kept = graph.RandomUniform(input.Shape, context.NextStream()).GreaterOrEqual(graph.Constant(Rate));
        return kept.Select(input * (1 / (1 - Rate)), graph.Constant(0));
    }

    private protected override void WriteConfiguration(JsonObject json) => json["rate"] = Rate;
}
