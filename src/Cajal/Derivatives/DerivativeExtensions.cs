using Cajal.Derivatives;

namespace Cajal;

/// <summary>
/// Jacobians, Hessians and Hessian-vector products of any expression, in double precision. Gradients are nodes, so second derivatives are
/// gradients of gradients. Nothing is added to the user's graph.
/// </summary>
public static class DerivativeExtensions
{
    /// <summary>The Jacobian ∂f/∂x, row by row in reverse mode: entry (i, j) is ∂f[i]/∂x[j], elements counted row by row.</summary>
    /// <param name="function">f, of any shape.</param>
    /// <param name="by">x: an input, a parameter or a node on the way to f.</param>
    /// <param name="values">Values of the inputs and parameters.</param>
    /// <returns>As many rows as f has elements, as many columns as x has.</returns>
    /// <exception cref="ArgumentException">A value is missing.</exception>
    /// <example><code>double[,] v = x.MatMul(w).Jacobian(x, new() { [x] = [1, 2], [w] = new[,] { { 3.0, 4 }, { 5, 6 } } });</code></example>
    public static double[,] Jacobian(this Node function, Node by, NodeValues values)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(values);
        var detached = new DetachedExpression(function, values);
        return Rows(detached, detached.Result, [detached[by]]);
    }

    /// <summary>The Hessian of L: entry (i, j) is ∂²L/∂xᵢ∂xⱼ, x being all elements of the given nodes one after the other.</summary>
    /// <param name="loss">L, a single number.</param>
    /// <param name="by">The nodes, e.g. weights and bias.</param>
    /// <param name="values">Values of the inputs and parameters.</param>
    /// <returns>A symmetric matrix.</returns>
    /// <exception cref="ArgumentException">L has more than one element, or a value is missing.</exception>
    public static double[,] Hessian(this Node loss, IReadOnlyList<Node> by, NodeValues values)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(values);
        var detached = new DetachedExpression(loss, values);
        Node[] with = [.. by.Select(node => detached[node])];
        int size = by.Sum(node => node.Shape.Count);
        var hessian = new double[size, size];
        int row = 0;
        foreach (Node gradient in detached.Result.Gradients(with))
        {
            double[,] block = Rows(detached, gradient, with);
            Array.Copy(block, 0, hessian, row * size, block.Length);
            row += gradient.Shape.Count;
        }

        return hessian;
    }

    /// <inheritdoc cref="Hessian(Node, IReadOnlyList{Node}, NodeValues)"/>
    /// <param name="loss">L, a single number.</param>
    /// <param name="by">The node.</param>
    /// <param name="values">Values of the inputs and parameters.</param>
    public static double[,] Hessian(this Node loss, Node by, NodeValues values) => loss.Hessian([by], values);

    /// <summary>The Hessian of L times a vector, H·v = ∇(∇L·v), at the cost of a few gradients: the Hessian is never formed.</summary>
    /// <param name="loss">L, a single number.</param>
    /// <param name="direction">v: for each input or parameter that counts a value of its shape.</param>
    /// <param name="values">Values of the inputs and parameters.</param>
    /// <returns>H·v in the shape of v.</returns>
    /// <exception cref="ArgumentException">L has more than one element, or a value is missing.</exception>
    public static NodeValues HessianVectorProduct(this Node loss, NodeValues direction, NodeValues values)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(values);
        var detached = new DetachedExpression(loss, values);
        Node[] by = [.. direction.Nodes];
        Node[] with = [.. by.Select(node => detached[node])];
        IReadOnlyList<Node> gradients = detached.Result.Gradients(with);
        Node along = detached.Graph.Constant(0);
        for (int index = 0; index < by.Length; index++)
        {
            Node vector = detached.Graph.Input($"direction {index}", by[index].Shape);
            detached.Values[vector] = direction[by[index]];
            along += (gradients[index] * vector).Sum();
        }

        IReadOnlyList<Node> products = along.Gradients(with);
        Dictionary<Node, double[]> results = detached.Values.Evaluate(products);
        var result = new NodeValues();
        for (int index = 0; index < by.Length; index++)
        {
            result[by[index]] = results[products[index]];
        }

        return result;
    }

    /// <summary>One row for each element of the function: the gradients of that element by all the nodes, one after the other.</summary>
    private static double[,] Rows(DetachedExpression detached, Node function, Node[] with)
    {
        Node unit = detached.Graph.Input("unit", function.Shape);
        IReadOnlyList<Node> gradients = (function * unit).Sum().Gradients(with);
        int width = with.Sum(node => node.Shape.Count);
        var rows = new double[function.Shape.Count, width];
        double[] direction = new double[function.Shape.Count];
        for (int row = 0; row < direction.Length; row++)
        {
            direction[row] = 1;
            detached.Values[unit] = direction;
            direction[row] = 0;
            Dictionary<Node, double[]> results = detached.Values.Evaluate(gradients);
            int place = row * width;
            foreach (double[] part in gradients.Select(gradient => results[gradient]))
            {
                Buffer.BlockCopy(part, 0, rows, place * sizeof(double), part.Length * sizeof(double));
                place += part.Length;
            }
        }

        return rows;
    }
}
