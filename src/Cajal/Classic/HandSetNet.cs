namespace Cajal.Classic;

/// <summary>A dense layer with given numbers, and what follows it.</summary>
/// <param name="Weights"><c>[outputs, inputs]</c>.</param>
/// <param name="Bias"><c>[outputs]</c>.</param>
/// <param name="Activation">Applied to the sums; null for none.</param>
internal sealed record HandSetLayer(double[,] Weights, double[] Bias, Activation? Activation);

/// <summary>Nets whose weights are computed instead of learned: ordinary models of dense layers.</summary>
internal static class HandSetNet
{
    /// <summary>Builds the model and sets its parameters, rounded to float32.</summary>
    /// <param name="inputs">Numbers of an input.</param>
    /// <param name="layers">First to last, each with as many inputs as the one before has outputs.</param>
    public static Sequential Build(int inputs, IReadOnlyList<HandSetLayer> layers)
    {
        var model = new Sequential();
        foreach (HandSetLayer layer in layers)
        {
            model.Add(new Dense(layer.Bias.Length, new ZerosInitializer()));
            if (layer.Activation is not null)
            {
                model.Add(layer.Activation);
            }
        }
        model.Build([inputs]);
        for (int i = 0; i < layers.Count; i++)
        {
            Span<float> weights = model.Parameters[2 * i].Values;
            Span<float> bias = model.Parameters[(2 * i) + 1].Values;
            for (int output = 0; output < bias.Length; output++)
            {
                bias[output] = (float)layers[i].Bias[output];
                for (int input = 0; input < layers[i].Weights.GetLength(1); input++)
                {
                    weights[(input * bias.Length) + output] = (float)layers[i].Weights[output, input];
                }
            }
        }
        return model;
    }
}
