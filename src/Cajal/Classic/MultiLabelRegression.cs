using Cajal.Classic;

namespace Cajal;

/// <summary>
/// One <see cref="LogisticRegression"/> for each label (binary relevance): the probability of label k is <c>σ(wₖ·x + bₖ)</c>, fitted to its
/// minimum without regard to the other labels. Source: M. R. Boutell and others, "Learning multi-label scene classification", Pattern
/// Recognition 37 (2004), section 3.
/// </summary>
public sealed class MultiLabelRegression : LinearModel
{
    private MultiLabelRegression(double[] weights, double[] intercepts, LinearModelFit result)
        : base(weights, intercepts, result)
    {
    }

    /// <summary>Fits the labels of a data set, with its weights.</summary>
    /// <param name="data">Inputs, and targets that are labels.</param>
    /// <param name="options">Penalty and limits, the same for each label.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="ArgumentException">The targets are not labels.</exception>
    /// <inheritdoc cref="LogisticRegression.Fit{T}" path="/exception"/>
    public static MultiLabelRegression Fit(Dataset data, LinearModelOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Targets targets = data.Targets;
        if (targets.Kind != TargetKind.Labels)
        {
            throw new ArgumentException($"The targets are {targets.Kind}, expected Labels: a 0 or 1 for each. Use SoftmaxRegression for classes.", nameof(data));
        }
        LogisticRegression[] models = new LogisticRegression[targets.Width];
        for (int label = 0; label < models.Length; label++)
        {
            int[] applies = new int[data.Count];
            for (int row = 0; row < applies.Length; row++)
            {
                applies[row] = (int)targets.Row(row)[label];
            }
            models[label] = LogisticRegression.Fit(data.WithTargets(Targets.Classes(applies, ["0", "1"], targets.Names[label])), options, cancellation);
        }
        return new MultiLabelRegression(
            [.. models.SelectMany(model => model.Weights.ToArray())], [.. models.SelectMany(model => model.Intercepts.ToArray())],
            Together([.. models.Select(model => model.Result)], targets.Names));
    }

    private protected override void Finish(Span<double> outputs)
    {
        for (int label = 0; label < outputs.Length; label++)
        {
            SigmoidLink.PredictOne(ref outputs[label]);
        }
    }

    private protected override Activation Activation() => new Sigmoid();

    /// <summary>The fits as one: the objective is their sum, converged if all have, separable if one is.</summary>
    private static LinearModelFit Together(LinearModelFit[] fits, IReadOnlyList<string> labels)
    {
        string[] remarks = [.. fits.Zip(labels).Where(fit => fit.First.Remark is not null).Select(fit => $"Label '{fit.Second}': {fit.First.Remark}")];
        return new LinearModelFit(
            string.Join(", ", fits.Select(fit => fit.Method).Distinct()), fits[0].Penalty, fits.Max(fit => fit.Iterations),
            fits.Sum(fit => fit.Objective), Math.Sqrt(fits.Sum(fit => fit.GradientNorm * fit.GradientNorm)), fits.All(fit => fit.Converged),
            fits.Any(fit => fit.Separable), remarks.Length == 0 ? null : string.Join(" ", remarks));
    }
}
