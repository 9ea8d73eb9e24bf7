using Cajal.Models;
using Cajal.Moments;
using Cajal.Training;

namespace Cajal;

/// <summary>
/// Other things than the gradient propagated back: mean and second moment of the gradients of single samples, and the diagonal of the
/// Gauss-Newton matrix, without a loop over the samples (F. Dangel, F. Kunstner, P. Hennig, "BackPACK: packing more into backprop", 2020).
/// </summary>
public static class GradientMoments
{
    /// <summary>Propagates them back through a model of dense layers and activations.</summary>
    /// <param name="model">The model, with weights and a loss.</param>
    /// <param name="data">The samples.</param>
    /// <returns>One entry for each parameter, in the canonical order.</returns>
    /// <exception cref="ArgumentException">The data do not fit, or the model has parameters that are no dense weights or biases.</exception>
    /// <example><code>double[] variances = [.. GradientMoments.Of(model, data)[0] is var m ? m.SecondMoment.Zip(m.Mean, (s, g) => s - (g * g)) : []];</code></example>
    public static IReadOnlyList<ParameterMoments> Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(model, data, "Moments");
        var expression = new ModelExpression(model, data);
        ParameterUse[] uses = [.. expression.Parameters.Select(parameter => new ParameterUse(expression, parameter))];
        Node[] users = [.. uses.Select(use => use.User)];
        double[][] deltas = Evaluate(expression, expression.PerRow.Sum().Gradients(users));
        double[][] quadratic = QuadraticForms(expression, users);
        return [.. uses.Select((use, index) => new ParameterMoments(
            expression.Network.Learned[index].Name,
            expression.Parameters[index].Shape,
            Mean(use.Sum(deltas[index]), data.Count),
            Mean(use.SumOfSquares([.. deltas[index].Select(delta => delta * delta)]), data.Count),
            Mean(use.SumOfSquares(quadratic[index]), data.Count)))];
    }

    /// <summary>Σ over pairs (a, b) of outputs of H[a, b]·δₐ·δ_b for each user, δₐ being the change of output a: what JᵀHJ has in place of δ².</summary>
    private static double[][] QuadraticForms(ModelExpression expression, Node[] users)
    {
        Node head = expression.Head;
        int width = head.Shape.Columns;
        Node column = expression.Graph.Input("column", head.Shape);
        IReadOnlyList<Node> changes = (head * column).Sum().Gradients(users);
        Node slope = expression.PerRow.Sum().Gradients([head])[0];
        Node curvature = (slope * column).Sum().Gradients([head])[0];
        double[][][] deltas = new double[width][][];
        double[][] hessians = new double[width][];
        for (int output = 0; output < width; output++)
        {
            expression.Values[column] = NodeValue.Of([.. Enumerable.Range(0, head.Shape.Count).Select(place => place % width == output ? 1.0 : 0)]);
            deltas[output] = Evaluate(expression, changes);
            hessians[output] = curvature.Evaluate(expression.Values);
        }

        return [.. users.Select((user, index) => QuadraticForm(user.Shape, width, hessians, [.. deltas.Select(all => all[index])]))];
    }

    private static double[] QuadraticForm(Shape shape, int width, double[][] hessians, double[][] deltas)
    {
        double[] form = new double[shape.Count];
        for (int place = 0; place < form.Length; place++)
        {
            int row = place / shape.Columns;
            for (int a = 0; a < width; a++)
            {
                for (int b = 0; b < width; b++)
                {
                    form[place] += hessians[a][(row * width) + b] * deltas[a][place] * deltas[b][place];
                }
            }
        }

        return form;
    }

    private static double[][] Evaluate(ModelExpression expression, IReadOnlyList<Node> nodes)
    {
        Dictionary<Node, double[]> results = expression.Values.Evaluate(nodes);
        return [.. nodes.Select(node => results[node])];
    }

    private static double[] Mean(double[] sums, int samples) => [.. sums.Select(sum => sum / samples)];
}
