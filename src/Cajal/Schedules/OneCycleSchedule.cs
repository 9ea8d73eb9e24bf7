using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// One cycle (L. Smith, N. Topin, "Super-convergence", 2018): from 1/25 up to 1 along half a cosine during a share of the training, then down to
/// 1/250 000. Both ends are reached exactly: step r·n − 1 has the factor 1 and step n − 1 the last one, r being the share and n the number of steps.
/// </summary>
public sealed record OneCycleSchedule : Schedule
{
    private const double First = 1.0 / 25, Last = First / 10_000;

    /// <summary>Makes the schedule.</summary>
    /// <param name="rising">Share of the steps in which the rate rises, in [0, 1); default 0.3.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rising"/> is not in [0, 1).</exception>
    public OneCycleSchedule(double rising = 0.3) => Rising = NumberChecks.BelowOne(nameof(OneCycleSchedule), nameof(rising), rising);

    /// <summary>Share of the steps in which the rate rises.</summary>
    public double Rising { get; }

    /// <inheritdoc/>
    public override string Kind => "one-cycle";

    internal override double FactorAt(double time, double stepLength)
    {
        double top = Math.Max(Rising - stepLength, 0), end = 1 - stepLength;
        return time < top
            ? Between(First, 1, time / top)
            : Between(1, Last, end > top ? Math.Min((time - top) / (end - top), 1) : 0);
    }

    private protected override void WriteConfiguration(JsonObject json) => json["rising"] = Rising;

    private static double Between(double from, double to, double share) => to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * share)));
}
