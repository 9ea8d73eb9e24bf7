using Cajal.Models;
using Cajal.Moments;

namespace Cajal;

/// <summary>How much of the covariance is carried through a net.</summary>
public enum CovarianceMode
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>Variances alone, as if the numbers of each layer were independent: cheaper, and wrong where they are not.</summary>
    Diagonal,
}

/// <summary>
/// Mean and covariance of a net's outputs for inputs of a given mean and covariance. Exact through dense layers; through max(x, 0) exact for
/// normal sums, which the sums of a wide layer nearly are.
/// </summary>
/// <param name="Mean">The mean of each output.</param>
/// <param name="Covariance">The covariance of each pair of outputs.</param>
public sealed record OutputMoments(IReadOnlyList<double> Mean, double[,] Covariance)
{
    /// <summary>Carries moments through a model of <see cref="Dense"/>, <see cref="Relu"/>, <see cref="Identity"/> and <see cref="Dropout"/> layers (off, as in prediction).</summary>
    /// <param name="model">The model; its preprocessing is left out, so the moments are those of what its first layer sees.</param>
    /// <param name="mean">Mean of each input.</param>
    /// <param name="covariance">Covariance of each pair of inputs, symmetric.</param>
    /// <param name="mode">Full covariances or variances alone.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the model, or it has a layer of another kind.</exception>
    public static OutputMoments Of(Model model, IReadOnlyList<double> mean, double[,] covariance, CovarianceMode mode = CovarianceMode.Full)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(covariance);
        int features = model.InputShape.Count;
        if (mean.Count != features || covariance.GetLength(0) != features || covariance.GetLength(1) != features)
        {
            throw new ArgumentException(
                $"Moments: {mean.Count} means and a covariance [{covariance.GetLength(0)}, {covariance.GetLength(1)}] came, the model has {features} inputs. Give one mean and one row for each.");
        }

        (double[] Mean, double[,] Covariance) moments = ([.. mean], (double[,])covariance.Clone());
        foreach (PlacedLayer layer in model.Built.Network.Chain("Moments"))
        {
            moments = Through(model.Built, layer, Restricted(moments, mode));
        }

        (double[] outputs, double[,] result) = Restricted(moments, mode);
        return new OutputMoments(outputs, result);
    }

    private static (double[] Mean, double[,] Covariance) Restricted((double[] Mean, double[,] Covariance) moments, CovarianceMode mode)
    {
        if (mode == CovarianceMode.Diagonal)
        {
            for (int i = 0; i < moments.Mean.Length; i++)
            {
                for (int j = 0; j < moments.Mean.Length; j++)
                {
                    moments.Covariance[i, j] *= i == j ? 1 : 0;
                }
            }
        }

        return moments;
    }

    private static (double[] Mean, double[,] Covariance) Through(BuiltModel model, PlacedLayer layer, (double[] Mean, double[,] Covariance) moments) => layer.Layer switch
    {
        Dense dense => ThroughDense(model, layer, dense, moments.Mean, moments.Covariance),
        Relu => ThroughRelu(moments.Mean, moments.Covariance),
        Identity or Dropout => moments,
        _ => throw new ArgumentException(
            $"Moments: {layer.Layer.Title} is a layer that moments are not carried through. Use Dense, Relu, Identity and Dropout layers."),
    };

    /// <summary>μ′ = Wᵀμ + b, Σ′ = WᵀΣW.</summary>
    private static (double[] Mean, double[,] Covariance) ThroughDense(BuiltModel model, PlacedLayer layer, Dense dense, double[] mean, double[,] covariance)
    {
        ReadOnlySpan<float> numbers = model.Store[$"{layer.Owner}.weight"];
        double scale = dense.Scale == WeightScale.Standard ? 1 : 1 / Math.Sqrt(mean.Length);
        var weight = new double[mean.Length, dense.OutFeatures];
        var transposed = new double[dense.OutFeatures, mean.Length];
        double[] shifted = new double[dense.OutFeatures];
        for (int j = 0; j < dense.OutFeatures; j++)
        {
            shifted[j] = dense.HasBias ? model.Store[$"{layer.Owner}.bias"][j] : 0;
            for (int i = 0; i < mean.Length; i++)
            {
                weight[i, j] = transposed[j, i] = numbers[(i * dense.OutFeatures) + j] * scale;
                shifted[j] += weight[i, j] * mean[i];
            }
        }

        return (shifted, GradientFactors.Multiply(GradientFactors.Multiply(transposed, covariance), weight));
    }

    private static (double[] Mean, double[,] Covariance) ThroughRelu(double[] mean, double[,] covariance)
    {
        int size = mean.Length;
        double[] deviations = [.. Enumerable.Range(0, size).Select(i => Math.Sqrt(Math.Max(covariance[i, i], 0)))];
        double[] rectified = [.. mean.Zip(deviations, RectifiedNormal.Mean)];
        var result = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            result[i, i] = RectifiedNormal.Variance(mean[i], deviations[i]);
            for (int j = 0; j < i; j++)
            {
                result[i, j] = result[j, i] = RectifiedNormal.Covariance(mean[i], deviations[i], mean[j], deviations[j], covariance[i, j]);
            }
        }

        return (rectified, result);
    }
}
