using System.Globalization;

namespace Cajal;

/// <summary>A model judged on a set of rows.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Loss">Mean loss; for regression that of standardised targets.</param>
/// <param name="Report">The task's metrics with intervals, regression's in the targets' own units.</param>
/// <param name="Outputs">The model's outputs <c>[rows, outputs]</c>, regression values in their own units.</param>
public sealed record Evaluation(int Rows, double Loss, EvaluationReport Report, ReadOnlyMemory<float> Outputs)
{
    /// <summary>Loss and metrics, one a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"rows {Rows}\nloss {Loss:G6}\n{Report}");
}
