namespace Cajal.Metrics;

/// <summary>
/// A figure over weighted rows. Where <paramref name="influences"/> is not empty it receives for every row <c>wᵢ ∂θ/∂wᵢ</c>: how much the
/// figure θ moves when the row's weight moves by a share of itself.
/// </summary>
internal delegate double? WeightedFigure(PredictedRows rows, Span<double> influences);

/// <summary>The scale on which a figure's error is closest to normal, so that no interval leaves the figure's range.</summary>
internal enum FigureScale
{
    /// <summary>Any real number.</summary>
    Real,

    /// <summary>A positive number: the interval is taken of its logarithm.</summary>
    Positive,

    /// <summary>A number in [0, 1]: the interval is taken of log(θ / (1 − θ)).</summary>
    Share,
}

/// <summary>
/// Intervals from the infinitesimal jackknife: <c>s² = n/(n − 1) Σᵢ (wᵢ ∂θ/∂wᵢ)²</c>, the delta method with each row's exact influence
/// (L. A. Jaeckel, "The infinitesimal jackknife", Bell Laboratories, 1972; B. Efron, "The Jackknife, the Bootstrap and Other Resampling
/// Plans", 1982, chapter 6). For the area under the ROC curve it is the estimate of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988)
/// up to that factor. No random numbers, one pass. The interval is <c>g⁻¹(g(θ) ± 1.96 s g′(θ))</c> with g identity, logarithm or logit.
/// </summary>
internal static class InfluenceInterval
{
    /// <summary>
    /// The interval of a share that is no plain proportion. At 0 and at 1 the logit does not exist and the spread is nought; there it is
    /// Wilson's interval of a proportion of 0 or 1 in <paramref name="edgeCount"/> rows.
    /// </summary>
    public static ConfidenceInterval? ComputeShare(PredictedRows rows, WeightedFigure figure, double edgeCount) =>
        figure(rows, []) switch
        {
            null => null,
            double edge and (0 or 1) => ConfidenceInterval.Wilson(edge, edgeCount),
            _ => Compute(rows, figure, FigureScale.Share),
        };

    /// <summary>The interval, or null with fewer than two rows, an undefined figure, or no spread to judge by.</summary>
    public static ConfidenceInterval? Compute(PredictedRows rows, WeightedFigure figure, FigureScale scale)
    {
        if (rows.Count < 2)
        {
            return null;
        }
        double[] influences = new double[rows.Count];
        if (figure(rows, influences) is not double value)
        {
            return null;
        }
        double squares = 0;
        foreach (double influence in influences)
        {
            squares += influence * influence;
        }
        double half = ConfidenceInterval.NormalQuantile * Math.Sqrt(squares * rows.Count / (rows.Count - 1.0));
        return half > 0 ? Around(value, half, scale) : null;
    }

    private static ConfidenceInterval Around(double value, double half, FigureScale scale)
    {
        switch (scale)
        {
            case FigureScale.Positive:
                double factor = Math.Exp(half / value);
                return new ConfidenceInterval(value / factor, value * factor);
            case FigureScale.Share:
                double odds = value / (1 - value);
                double ratio = Math.Exp(half / (value * (1 - value)));
                return new ConfidenceInterval(odds / (odds + ratio), 1 / (1 + (1 / (odds * ratio))));
            default:
                return new ConfidenceInterval(value - half, value + half);
        }
    }
}
