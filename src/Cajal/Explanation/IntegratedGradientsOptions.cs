namespace Cajal;

/// <summary>How <see cref="IntegratedGradients"/> are computed.</summary>
public sealed record IntegratedGradientsOptions
{
    /// <summary>The output to explain, from 0; by default the most probable class or label, or the first value.</summary>
    public int? Output { get; init; }

    /// <summary>Whether the output itself is explained (the default) or the score before its softmax or sigmoid.</summary>
    public ExplainedStage Stage { get; init; }

    /// <summary>
    /// The row that stands for "nothing": the differences from it are explained. Inputs as for <see cref="Model.Predict(ReadOnlySpan{float})"/>;
    /// zeros by default, which is black for images. <see cref="IntegratedGradients.MeanRow"/> gives the average row of a set.
    /// </summary>
    public IReadOnlyList<float>? Baseline { get; init; }

    /// <summary>Largest error of the sum, as a share of the difference that it explains; 0.001 by default.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>At most about this many gradients are computed; where they do not suffice, the result says so.</summary>
    public int MostPoints { get; init; } = 20_000;
}
