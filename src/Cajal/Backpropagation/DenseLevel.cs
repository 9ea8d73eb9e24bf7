using Cajal.Models;

namespace Cajal.Backpropagation;

/// <summary>A dense layer of a net on one sample, with the numbers that the recursion δˡ = (Θˡ)ᵀδˡ⁺¹ ⊙ f′ speaks of.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Inputs">What comes in: the sample, or the activations of the level before.</param>
/// <param name="Slopes">f′ at each input: its change with the sum of the unit it comes from; all 1 for the sample.</param>
/// <param name="Weights">Θ: entry (i, j) connects input j with unit i.</param>
/// <param name="Delta">δ: the change of the loss with each unit's sum, as the graph derives it.</param>
internal sealed record DenseLevel(string Name, double[] Inputs, double[] Slopes, double[,] Weights, double[] Delta)
{
    /// <summary>The dense layers of a model on one sample, first to last.</summary>
    /// <exception cref="ArgumentException">The model has branches or no dense layer, or something between two of them mixes units.</exception>
    public static IReadOnlyList<DenseLevel> Of(ModelExpression expression)
    {
        int[] dense = [.. expression.Network.Chain("Blame").Index().Where(layer => layer.Item.Layer is Dense).Select(layer => layer.Index)];
        if (dense.Length == 0)
        {
            throw new ArgumentException("Blame: the model has no dense layer, so it has no units to blame. Use a model with dense layers.");
        }

        IReadOnlyList<Node> gradients = expression.Loss.Gradients([.. dense.Select(index => expression.Layers[index])]);
        var levels = new List<DenseLevel>();
        for (int level = 0; level < dense.Length; level++)
        {
            Node sums = expression.Layers[dense[level]];
            Node inputs = dense[level] == 0 ? expression.Inputs : expression.Layers[dense[level] - 1];
            double[] values = inputs.Evaluate(expression.Values);
            double[] slopes = level == 0 ? [.. values.Select(_ => 1.0)] : SlopesOf(inputs, expression.Layers[dense[level - 1]], expression.Values);
            levels.Add(new DenseLevel(
                expression.Network.Layers[dense[level]].Name, values, slopes, sums.Jacobian(inputs, expression.Values), gradients[level].Evaluate(expression.Values)));
        }

        return levels;
    }

    private static double[] SlopesOf(Node activations, Node sums, NodeValues values)
    {
        double[,] jacobian = activations.Jacobian(sums, values);
        int size = jacobian.GetLength(0);
        bool diagonal = jacobian.GetLength(1) == size
            && Enumerable.Range(0, size).All(row => Enumerable.Range(0, size).All(column => row == column || jacobian[row, column] == 0));
        return diagonal
            ? [.. Enumerable.Range(0, size).Select(unit => jacobian[unit, unit])]
            : throw new ArgumentException("Blame: what stands between two dense layers mixes units, so a unit has no slope of its own. Use activations that work unit by unit.");
    }
}
