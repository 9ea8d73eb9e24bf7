using System.Globalization;

namespace Cajal;

/// <summary>A model judged on a set of rows.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Loss">Mean loss; for regression that of standardised targets; of a model of several outputs the weighted sum that it was trained on.</param>
/// <param name="Report">The first or only output: the task's metrics with intervals, regression's in the targets' own units.</param>
/// <param name="Outputs">The first or only output's numbers <c>[rows, outputs]</c>, regression values in their own units.</param>
public sealed record Evaluation(int Rows, double Loss, EvaluationReport Report, ReadOnlyMemory<float> Outputs)
{
    /// <summary>The further outputs of a model of several, by the names of their layers, each with the loss of its own.</summary>
    public IReadOnlyDictionary<string, Evaluation> Further { get; init; } = new Dictionary<string, Evaluation>();

    /// <summary>Loss and metrics, one a line.</summary>
    public override string ToString()
    {
        string own = string.Create(CultureInfo.InvariantCulture, $"rows {Rows}\nloss {Loss:G6}\n{Report}");
        return Further.Aggregate(own, (text, output) => string.Create(
            CultureInfo.InvariantCulture, $"{text}\n{output.Key}: loss {output.Value.Loss:G6}\n{output.Value.Report}"));
    }
}
