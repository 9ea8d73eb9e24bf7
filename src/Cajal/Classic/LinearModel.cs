using System.Numerics;
using Cajal.Classic;
using Cajal.Kernels;
using Cajal.Numerics;

namespace Cajal;

/// <summary>
/// A fitted linear model: outputs <c>z = W x + b</c>, W <c>[outputs, features]</c>, in float64. Immutable, safe to use from many threads. A
/// row's prediction does not depend on the rows beside it.
/// </summary>
public abstract class LinearModel
{
    private const int TileRows = 128;
    private readonly double[] _weights;
    private readonly double[] _intercepts;
    private readonly double[] _transposed;

    private protected LinearModel(double[] weights, double[] intercepts, LinearModelFit fit)
    {
        _weights = weights;
        _intercepts = intercepts;
        Result = fit;
        Features = weights.Length / intercepts.Length;
        _transposed = new double[weights.Length];
        for (int k = 0; k < Outputs; k++)
        {
            for (int j = 0; j < Features; j++)
            {
                _transposed[(j * Outputs) + k] = weights[(k * Features) + j];
            }
        }
    }

    /// <summary>Numbers in a row of inputs.</summary>
    public int Features { get; }

    /// <summary>Numbers in a row of predictions.</summary>
    public int Outputs => _intercepts.Length;

    /// <summary>W, <c>[outputs, features]</c> row-major.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>b, <c>[outputs]</c>.</summary>
    public ReadOnlySpan<double> Intercepts => _intercepts;

    /// <summary>How the fit ended.</summary>
    public LinearModelFit Result { get; }

    /// <summary>Predictions for rows of inputs: values, or probabilities of the classes.</summary>
    /// <param name="inputs">Inputs <c>[rows, features]</c>.</param>
    /// <param name="predictions">Receives <c>[rows, outputs]</c>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Predict<T>(ReadOnlySpan<T> inputs, Span<T> predictions) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = inputs.Length / Features;
        if (inputs.Length % Features != 0 || predictions.Length != (long)rows * Outputs)
        {
            throw new ArgumentException($"{inputs.Length} inputs and {predictions.Length} predictions, expected rows of {Features} inputs and "
                + $"{Outputs} predictions.", nameof(predictions));
        }
        double[] tile = new double[TileRows * Features];
        double[] outputs = new double[TileRows * Outputs];
        for (int row = 0; row < rows; row += TileRows)
        {
            int count = Math.Min(TileRows, rows - row);
            for (int i = 0; i < count * Features; i++)
            {
                tile[i] = double.CreateTruncating(inputs[(row * Features) + i]);
            }
            Products.Multiply<double>(tile, Features, 1, _transposed, Outputs, 1, outputs, count, Outputs, Features);
            for (int i = 0; i < count; i++)
            {
                Span<double> output = outputs.AsSpan(i * Outputs, Outputs);
                Vectors.AddScaled(1, _intercepts, output);
                Finish(output);
                for (int k = 0; k < Outputs; k++)
                {
                    predictions[((row + i) * Outputs) + k] = T.CreateTruncating(output[k]);
                }
            }
        }
    }

    /// <summary>Predictions <c>[rows, outputs]</c> for all rows of a data set.</summary>
    /// <exception cref="ArgumentException">The set has another number of features.</exception>
    public float[] Predict(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Features != Features)
        {
            throw new ArgumentException($"The data set has {data.Features} features, the model was fitted on {Features}.", nameof(data));
        }
        float[] predictions = new float[data.Count * Outputs];
        Predict<float>(data.AsFloats().Inputs, predictions);
        return predictions;
    }

    /// <summary>The same as a net: a dense layer and what follows it, the weights rounded to float32. It can be looked at, drawn, saved and trained on.</summary>
    public Sequential ToSequential()
    {
        var weights = new double[Outputs, Features];
        Buffer.BlockCopy(_weights, 0, weights, 0, _weights.Length * sizeof(double));
        return HandSetNet.Build(Features, [new HandSetLayer(weights, _intercepts, Activation())]);
    }

    /// <summary>Replaces the outputs z of one row by what the model predicts.</summary>
    private protected abstract void Finish(Span<double> outputs);

    /// <summary>What <see cref="Finish"/> does as a layer; <c>null</c> for nothing.</summary>
    private protected abstract Activation? Activation();
}
