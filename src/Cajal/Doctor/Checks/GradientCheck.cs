namespace Cajal.Doctor.Checks;

/// <summary>
/// Compares the gradients by the sums of the first and the last layer of weights. Each layer between multiplies them by its Jacobian; where that
/// shrinks or stretches, the product does so exponentially (S. Hochreiter 1991; Y. Bengio, P. Simard, P. Frasconi 1994; X. Glorot, Y. Bengio 2010).
/// </summary>
internal static class GradientCheck
{
    // Three orders of magnitude: ten sigmoid layers fall by 4¹⁰ and more, healthy nets stay within one order.
    private const double Factor = 1e3;

    // Depth does it layer by layer: where one layer does most of it, units are dead there.
    private const double MostOfOneLayer = 0.75;

    // A net that has learned this much in spite of its beginning is not blamed for it.
    private const double Learned = 0.5;

    /// <summary>Finds gradients that shrink on the way back.</summary>
    public static IEnumerable<Finding> Vanishing(Examination examination)
    {
        (IReadOnlyList<ObservedLayer> layers, string when) = Looked(examination, -1);
        if (layers[0].GradientNorm > 0 && layers[0].GradientNorm * Factor < layers[^1].GradientNorm && IsByDepth(layers))
        {
            yield return Found(
                FindingKind.VanishingGradients, layers, when,
                "Use ReLU or another function of slope 1 (--activation relu) with HeInitializer, or fewer layers (--hidden)");
        }
    }

    /// <summary>Finds gradients that grow on the way back.</summary>
    public static IEnumerable<Finding> Exploding(Examination examination)
    {
        (IReadOnlyList<ObservedLayer> layers, string when) = Looked(examination, 1);
        if (layers[^1].GradientNorm > 0 && layers[0].GradientNorm > Factor * layers[^1].GradientNorm && IsByDepth(layers))
        {
            yield return Found(
                FindingKind.ExplodingGradients, layers, when,
                "Take smaller first weights (HeInitializer, GlorotInitializer keep the size), or clip: --clip-norm 1, FitOptions.ClipNorm");
        }
    }

    /// <summary>The layers with the present weights, or with the first ones where it was worse then and little was learned from these.</summary>
    private static (IReadOnlyList<ObservedLayer> Layers, string When) Looked(Examination examination, int sign)
    {
        bool excused = examination.History is not null && examination.TrainingFit.Skill >= Learned;
        bool worseThen = sign * Growth(examination.AtStart) > sign * Growth(examination.Now) || !double.IsFinite(Growth(examination.Now));
        return !excused && worseThen ? (examination.AtStart, "with the first weights") : (examination.Now, "with the present weights");
    }

    /// <summary>Logarithm of the growth of the gradient on its way from the last layer to the first.</summary>
    private static double Growth(IReadOnlyList<ObservedLayer> layers) => Math.Log(layers[0].GradientNorm / layers[^1].GradientNorm);

    private static bool IsByDepth(IReadOnlyList<ObservedLayer> layers)
    {
        double[] growths = [.. layers.Zip(layers.Skip(1), (front, back) => Math.Abs(Math.Log(front.GradientNorm / back.GradientNorm)))];
        return growths.Max() <= MostOfOneLayer * Math.Abs(Growth(layers));
    }

    private static Finding Found(FindingKind kind, IReadOnlyList<ObservedLayer> layers, string when, string remedy)
    {
        (ObservedLayer front, ObservedLayer back) = (layers[0], layers[^1]);
        return new Finding(
            kind, FindingSeverity.Severe, front.Name,
            FormattableString.Invariant($"{when} the gradient at {front.Name} has the norm {front.GradientNorm:G2}, at {back.Name} {back.GradientNorm:G2}: a factor of {front.GradientNorm / back.GradientNorm:G2} over {layers.Count} layers (bounds 1/{Factor} and {Factor})"),
            remedy, new Dictionary<string, double> { ["first"] = front.GradientNorm, ["last"] = back.GradientNorm });
    }
}
