using System.Globalization;
using Cajal.Backpropagation;
using Cajal.Models;
using Cajal.Training;

namespace Cajal;

/// <summary>
/// Backpropagation by hand, on one sample, for a net of dense layers with a softmax output and the negative log likelihood
/// l = −ln f_y: ∂l/∂f = −1₍y₌ᵢ₎/f_y, ∇z = f − e(y), then layer by layer ∇W = ∇z·hᵀ, ∇b = ∇z, ∇h = Wᵀ∇z, ∇z = ∇h ⊙ σ′(z), with numbers.
/// </summary>
/// <example><code>Console.WriteLine(SoftmaxDerivation.Of(model, data, row: 0));</code></example>
public sealed class SoftmaxDerivation
{
    private SoftmaxDerivation(IReadOnlyList<DerivationStep> steps) => Steps = steps;

    /// <summary>The steps, from the loss to the first layer.</summary>
    public IReadOnlyList<DerivationStep> Steps { get; }

    /// <summary>Derives.</summary>
    /// <param name="model">A model of dense layers and activations that ends in a dense layer and a softmax, compiled with <see cref="CrossEntropy"/>.</param>
    /// <param name="data">Rows.</param>
    /// <param name="row">The one that is looked at.</param>
    /// <exception cref="ArgumentException">The data do not fit, or the model is of another kind.</exception>
    public static SoftmaxDerivation Of(Model model, Dataset data, int row = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        DataFit.Check(model, data, "Derivation");
        if (model.Layers.Count < 2 || model.Layers[^1] is not Softmax || model.Layers[^2] is not Dense || model.Compiled.Loss is not CrossEntropy { LabelSmoothing: 0 })
        {
            throw new ArgumentException("Derivation: expected a net that ends in a dense layer and a softmax, with cross entropy without smoothing. Take Blame for others.");
        }

        var expression = new ModelExpression(model, data.Select([row]));
        double[] f = expression.Output.Evaluate(expression.Values);
        int y = data.Targets.ClassOf(row);
        var steps = new List<DerivationStep>
        {
            new("f", $"softmax(z), y = {y}", [f.Length], f),
            new("∂l/∂f", "-1{y=i}/f_y", [f.Length], [.. f.Select((value, i) => i == y ? -1 / value : 0)]),
        };
        double[] delta = [.. f.Select((value, i) => value - (i == y ? 1 : 0))];
        string formula = "f - e(y)";
        foreach (DenseLevel level in DenseLevel.Of(expression).Reverse())
        {
            delta = AddLevel(steps, level, delta, formula);
            formula = "∇h ⊙ σ′(z)";
        }

        return new SoftmaxDerivation(steps);
    }

    /// <summary>One step a line: name, formula, shape; its numbers below.</summary>
    public override string ToString() => string.Join("\n", Steps.Select(step => $"{step.Name} = {step.Formula} {step.Shape}\n{Numbers(step)}"));

    /// <summary>The steps of one layer.</summary>
    /// <returns>∇z of the layer before.</returns>
    private static double[] AddLevel(List<DerivationStep> steps, DenseLevel level, double[] delta, string formula)
    {
        int units = delta.Length;
        int inputs = level.Inputs.Length;
        steps.Add(new DerivationStep($"∇z {level.Name}", formula, [units], delta));
        steps.Add(new DerivationStep($"∇W {level.Name}", "∇z·hᵀ", [units, inputs], [.. delta.SelectMany(d => level.Inputs.Select(h => d * h))]));
        steps.Add(new DerivationStep($"∇b {level.Name}", "∇z", [units], delta));
        double[] back = [.. Enumerable.Range(0, inputs).Select(j => Enumerable.Range(0, units).Sum(i => level.Weights[i, j] * delta[i]))];
        steps.Add(new DerivationStep($"∇h below {level.Name}", "Wᵀ∇z", [inputs], back));
        return [.. back.Zip(level.Slopes, (gradient, slope) => gradient * slope)];
    }

    private static string Numbers(DerivationStep step) => string.Join("\n", step.Values.Chunk(step.Shape.Columns).Select(row =>
        "  " + string.Join(" ", row.Select(value => value.ToString("F6", CultureInfo.InvariantCulture).PadLeft(10)))));
}
