namespace Cajal.Tests;

/// <summary>
/// A classifier of dense layers with tanh between them and softmax at the end, in float64 by plain loops: values, gradients and changes along a direction. Weights of
/// a layer are <c>[in + 1, out]</c>, the bias in the last row.
/// </summary>
internal sealed class PlainNet(double[][,] weights)
{
    public double[][,] Weights { get; } = weights;

    /// <summary>The inputs of each layer with a 1 at the end of each row, and last the logits.</summary>
    public double[][,] Forward(double[,] x)
    {
        var values = new List<double[,]>();
        for (int layer = 0; layer < Weights.Length; layer++)
        {
            double[,] sums = values.Count == 0 ? x : values[^1].Times(Weights[layer - 1]).Map(Math.Tanh);
            values.Add(WithOnes(sums));
        }

        values.Add(values[^1].Times(Weights[^1]));
        return [.. values];
    }

    /// <summary>What arrives at the outputs of each layer's product when something arrives at the logits.</summary>
    public double[][,] Backward(double[][,] values, double[,] arrived)
    {
        var all = new double[Weights.Length][,];
        for (int layer = Weights.Length - 1; layer >= 0; layer--)
        {
            all[layer] = arrived;
            double[,] below = arrived.Times(Weights[layer].Transposed());
            arrived = PlainMatrix.New(below.GetLength(0), below.GetLength(1) - 1, (i, j) => below[i, j] * (1 - (values[layer][i, j] * values[layer][i, j])));
        }

        return all;
    }

    /// <summary>The change of the logits along a direction.</summary>
    public double[,] Tangent(double[][,] values, double[][,] direction)
    {
        double[,] change = values[0].Times(direction[0]);
        for (int layer = 1; layer < Weights.Length; layer++)
        {
            double[,] below = PlainMatrix.New(change.GetLength(0), change.GetLength(1) + 1,
                (i, j) => j < change.GetLength(1) ? change[i, j] * (1 - (values[layer][i, j] * values[layer][i, j])) : 0);
            change = below.Times(Weights[layer]).Zip(values[layer].Times(direction[layer]), (a, b) => a + b);
        }

        return change;
    }

    public static double[,] Softmax(double[,] logits)
    {
        double[] sums = [.. Enumerable.Range(0, logits.GetLength(0)).Select(i => Enumerable.Range(0, logits.GetLength(1)).Sum(j => Math.Exp(logits[i, j])))];
        return PlainMatrix.New(logits.GetLength(0), logits.GetLength(1), (i, j) => Math.Exp(logits[i, j]) / sums[i]);
    }

    /// <summary>Mean cross entropy.</summary>
    public static double Loss(double[,] logits, int[] classes)
    {
        double[,] shares = Softmax(logits);
        return -classes.Select((label, row) => Math.Log(shares[row, label])).Average();
    }

    /// <summary>Gradients of the mean cross entropy.</summary>
    public double[][,] Gradients(double[][,] values, int[] classes)
    {
        double[,] shares = Softmax(values[^1]);
        double[,] error = PlainMatrix.New(classes.Length, shares.GetLength(1), (i, j) => (shares[i, j] - (classes[i] == j ? 1 : 0)) / classes.Length);
        double[][,] arrived = Backward(values, error);
        return [.. arrived.Select((each, layer) => values[layer].Transposed().Times(each))];
    }

    private static double[,] WithOnes(double[,] values) =>
        PlainMatrix.New(values.GetLength(0), values.GetLength(1) + 1, (i, j) => j < values.GetLength(1) ? values[i, j] : 1);
}
