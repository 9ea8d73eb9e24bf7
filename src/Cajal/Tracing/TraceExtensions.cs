namespace Cajal;

/// <summary>Computing an expression in the open.</summary>
public static class TraceExtensions
{
    /// <summary>Computes an expression and its derivatives in double precision, keeping every value, local derivative and gradient.</summary>
    /// <param name="graph">The graph; nothing is added to it.</param>
    /// <param name="result">f, a single number.</param>
    /// <param name="values">Values of the inputs and parameters that f depends on.</param>
    /// <exception cref="ArgumentException">f belongs to another graph or has more than one element, or a value is missing.</exception>
    public static GraphTrace Trace(this Graph graph, Node result, NodeValues values)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(values);
        if (result.Graph != graph)
        {
            throw new ArgumentException($"Trace: {result} belongs to another graph. Call Trace on the graph that the expression was written in.", nameof(result));
        }

        return result.Shape.Count == 1
            ? new GraphTrace(result, values)
            : throw new ArgumentException($"Trace: {result} has shape {result.Shape}, expected a single number. Sum or average it first.", nameof(result));
    }
}
