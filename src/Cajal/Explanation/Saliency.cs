using Cajal.Explanation;

namespace Cajal;

/// <summary>
/// How strongly an output reacts to a small change of each input of one row: the size of its gradient |∂F/∂xᵢ|, by default of the score before the
/// softmax. K. Simonyan, A. Vedaldi, A. Zisserman, "Deep inside convolutional networks: visualising image classification models and saliency
/// maps", 2014, section 3.
/// </summary>
/// <remarks>
/// By inputs as the first layer sees them, after the preprocessing, so that inputs of different units can be compared. It tells what would
/// change the output, not what made it: for that see <see cref="IntegratedGradients"/>.
/// </remarks>
public sealed class Saliency
{
    private Saliency(int output, string name, double value, double[] gradients)
    {
        Output = output;
        OutputName = name;
        Value = value;
        Gradients = gradients;
    }

    /// <summary>The output that is explained, from 0.</summary>
    public int Output { get; }

    /// <summary>Its name: the class, label or value.</summary>
    public string OutputName { get; }

    /// <summary>Its value for this row.</summary>
    public double Value { get; }

    /// <summary>∂F/∂xᵢ with its sign, for each input.</summary>
    public IReadOnlyList<double> Gradients { get; }

    /// <summary>Computes the saliency of a row.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="row">The inputs of one row, as for <see cref="Model.Predict(ReadOnlySpan{float})"/>.</param>
    /// <param name="output">The output, from 0; by default the most probable class or label, or the first value.</param>
    /// <param name="stage">Score (the default) or output.</param>
    /// <exception cref="ArgumentException">The row does not fit the model, or there is no such output.</exception>
    public static Saliency Of(Model model, ReadOnlySpan<float> row, int? output = null, ExplainedStage stage = ExplainedStage.Score)
    {
        ArgumentNullException.ThrowIfNull(model);
        double[] point = OutputGradients.Scaled(model, row, "Saliency");
        var gradients = new OutputGradients(model, stage, rows: 1);
        int chosen = ExplainedOutput.Choose(model, gradients, output, point);
        point.CopyTo(gradients.Points);
        gradients.Run(chosen);
        double unit = gradients.Unit(chosen);
        double[] slopes = Array.ConvertAll(gradients.Gradients.ToArray(), slope => slope * unit);
        return new Saliency(chosen, ExplainedOutput.NameOf(model, chosen), gradients.Value(0, chosen), slopes);
    }

    /// <summary>The saliency of a group: the largest of its inputs, as the paper takes that of a pixel's colours.</summary>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentException">It names an input that there is not.</exception>
    public double PartOf(FeatureGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        FeatureGroup.Check([group], Gradients.Count);
        return group.Features.Max(feature => Math.Abs(Gradients[feature]));
    }
}
