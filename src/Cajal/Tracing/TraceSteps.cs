using Cajal.Tracing;

namespace Cajal;

/// <summary>
/// A walk through a trace, one operation at a time: <see cref="Forward"/> computes the next node, <see cref="Backward"/> brings the gradient
/// back to the next one, <see cref="Undo"/> takes the last step back. Printed, it is the table of what is known by now.
/// </summary>
public sealed class TraceSteps
{
    private readonly GraphTrace trace;

    internal TraceSteps(GraphTrace trace) => this.trace = trace;

    /// <summary>How many nodes have their values.</summary>
    public int Computed { get; private set; }

    /// <summary>How many nodes have their gradients.</summary>
    public int BroughtBack { get; private set; }

    /// <summary>The nodes whose values are known, in the order of computation.</summary>
    public IEnumerable<TracedNode> KnownValues => trace.Nodes.Take(Computed);

    /// <summary>The nodes whose gradients are known, f first.</summary>
    public IEnumerable<TracedNode> KnownGradients => trace.Nodes.Reverse().Take(BroughtBack);

    /// <summary>Computes the next node: its value and its local derivatives become known.</summary>
    /// <returns>The node, or <c>null</c> when all values are known.</returns>
    public TracedNode? Forward() => Computed == trace.Nodes.Count ? null : trace.Nodes[Computed++];

    /// <summary>Brings the gradient back to the next node: f first, then always a node whose users all have theirs.</summary>
    /// <returns>The node, or <c>null</c> when all gradients are known.</returns>
    /// <exception cref="InvalidOperationException">The way forward is not finished.</exception>
    public TracedNode? Backward()
    {
        if (Computed < trace.Nodes.Count)
        {
            throw new InvalidOperationException(
                $"Trace: {Computed} of {trace.Nodes.Count} values are known. Call Forward until it returns null, then go back.");
        }

        return BroughtBack == trace.Nodes.Count ? null : trace.Nodes[trace.Nodes.Count - ++BroughtBack];
    }

    /// <summary>Takes the last step back.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Undo()
    {
        if (BroughtBack > 0)
        {
            BroughtBack--;
            return true;
        }

        if (Computed > 0)
        {
            Computed--;
            return true;
        }

        return false;
    }

    /// <summary>The table of what is known by now; unknown cells are empty.</summary>
    public override string ToString() => new TraceText(trace).Table(Computed, BroughtBack);
}
