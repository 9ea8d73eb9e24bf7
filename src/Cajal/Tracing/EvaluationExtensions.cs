namespace Cajal;

/// <summary>Values of expressions, in double precision and without a plan.</summary>
public static class EvaluationExtensions
{
    /// <summary>Computes a node.</summary>
    /// <param name="node">What is wanted.</param>
    /// <param name="values">Values of the inputs and parameters that it depends on.</param>
    /// <returns>Its numbers, row by row.</returns>
    /// <exception cref="ArgumentException">An input or a parameter has no value.</exception>
    /// <example><code>double area = (width * height).Evaluate(new() { [width] = 3, [height] = 4 })[0];</code></example>
    public static double[] Evaluate(this Node node, NodeValues values)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(values);
        return values.Evaluate([node])[node];
    }
}
