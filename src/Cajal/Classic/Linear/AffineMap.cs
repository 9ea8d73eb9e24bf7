using System.Globalization;
using System.Text;
using Cajal.Classic;
using Cajal.Models;

namespace Cajal;

/// <summary>
/// What a net without nonlinear layers computes, however many layers it has: one <c>y = W x + b</c>. "The combination of linear operators
/// results in another linear operation": <c>W₂ (W₁ x + b₁) + b₂ = (W₂ W₁) x + (W₂ b₁ + b₂)</c>, in float64. Immutable.
/// </summary>
/// <example>
/// <code>
/// var model = new Sequential { new Dense(8), new Dense(8), new Dense(1) };
/// Console.WriteLine(AffineMap.Of(model.Build([2])));    // W = …, b = …
/// </code>
/// </example>
public sealed class AffineMap
{
    private readonly double[,] _weights;
    private readonly double[] _bias;

    private AffineMap(double[,] weights, double[] bias)
    {
        _weights = weights;
        _bias = bias;
    }

    /// <summary>Numbers of an input.</summary>
    public int Inputs => _weights.GetLength(1);

    /// <summary>Numbers of an output.</summary>
    public int Outputs => _bias.Length;

    /// <summary>b, <c>[outputs]</c>.</summary>
    public ReadOnlySpan<double> Bias => _bias;

    /// <summary>An entry of W.</summary>
    /// <param name="output">Row of W.</param>
    /// <param name="input">Column of W.</param>
    public double this[int output, int input] => _weights[output, input];

    /// <summary>Joins the layers of a model.</summary>
    /// <param name="model">Built, of the layers Dense, Identity, Flatten and Dropout (which does nothing at prediction) alone.</param>
    /// <exception cref="ArgumentException">A layer is not linear, or inputs or targets are scaled; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The model has not been built.</exception>
    public static AffineMap Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Preprocessing is not null || model.TargetScaler is not null)
        {
            throw new ArgumentException("Affine map: the model scales its inputs or targets, expected layers alone. Build it without preprocessing.", nameof(model));
        }
        int inputs = model.InputShape.Count;
        double[,] weights = new double[inputs, inputs];
        for (int i = 0; i < inputs; i++)
        {
            weights[i, i] = 1;
        }
        var map = new AffineMap(weights, new double[inputs]);
        foreach (PlacedLayer layer in model.Built.Network.Chain("Affine map"))
        {
            map = layer.Layer switch
            {
                Dense dense => map.Then(dense, layer, model),
                Identity or Flatten or Dropout => map,
                _ => throw new ArgumentException(
                    $"Affine map: layer '{layer.Name}' ({layer.Layer.Kind}) is not linear, expected dense, identity, flatten and dropout alone.", nameof(model)),
            };
        }
        return map;
    }

    /// <summary>y = W x + b.</summary>
    /// <param name="input">x.</param>
    /// <exception cref="ArgumentException">Another number of inputs.</exception>
    public double[] Apply(ReadOnlySpan<double> input)
    {
        if (input.Length != Inputs)
        {
            throw new ArgumentException($"Affine map: {input.Length} inputs came, expected {Inputs}.", nameof(input));
        }
        double[] output = [.. _bias];
        for (int row = 0; row < output.Length; row++)
        {
            for (int column = 0; column < input.Length; column++)
            {
                output[row] += _weights[row, column] * input[column];
            }
        }
        return output;
    }

    /// <summary>The map as a model of one dense layer.</summary>
    public Sequential ToSequential() => HandSetNet.Build(Inputs, [new HandSetLayer(_weights, _bias, null)]);

    /// <summary>W row by row, and b.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int row = 0; row < Outputs; row++)
        {
            text.Append(row == 0 ? "W = [" : "    [")
                .AppendJoin(", ", Enumerable.Range(0, Inputs).Select(column => _weights[row, column].ToString("G6", CultureInfo.InvariantCulture)))
                .Append("]\n");
        }
        return text.Append("b = [").AppendJoin(", ", _bias.Select(number => number.ToString("G6", CultureInfo.InvariantCulture))).Append(']').ToString();
    }

    private AffineMap Then(Dense dense, PlacedLayer layer, Model model)
    {
        int width = dense.OutFeatures;
        int before = Outputs;
        double scale = dense.Scale == WeightScale.Standard ? 1 : 1 / Math.Sqrt(before);
        ReadOnlySpan<float> own = model.Built.Store[$"{layer.Owner}.weight"];
        double[,] weights = new double[width, Inputs];
        double[] bias = new double[width];
        for (int output = 0; output < width; output++)
        {
            bias[output] = dense.HasBias ? model.Built.Store[$"{layer.Owner}.bias"][output] : 0;
            for (int middle = 0; middle < before; middle++)
            {
                double weight = scale * own[(middle * width) + output];
                bias[output] += weight * _bias[middle];
                for (int input = 0; input < Inputs; input++)
                {
                    weights[output, input] += weight * _weights[middle, input];
                }
            }
        }
        return new AffineMap(weights, bias);
    }
}
