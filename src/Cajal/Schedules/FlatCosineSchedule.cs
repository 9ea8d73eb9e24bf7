namespace Cajal;

/// <summary>
/// 1 for the first half, then down to 0 along half a cosine: ½(1 + cos π(2t − 1)) (D. Holzmüller, L. Grinsztajn, I. Steinwart, "Better by
/// default", 2024, flat_cos).
/// </summary>
public sealed record FlatCosineSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Kind => "flat-cosine";

    internal override double FactorAt(double time, double stepLength) =>
        time <= 0.5 ? 1 : 0.5 * (1 + Math.Cos(Math.PI * ((2 * time) - 1)));
}
