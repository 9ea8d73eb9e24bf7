using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Lets the rate rise evenly at first, factor (step + 1)/n over the first n steps, and follows another schedule over the rest of the training (P. Goyal et al.,
/// "Accurate, large minibatch SGD", 2017, section 2.2: "gradual warmup").
/// </summary>
/// <example><c>new WarmUpSchedule(new PlateauSchedule(), share: 0.1)</c></example>
public sealed record WarmUpSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="then">The schedule that follows, over what is left of the training.</param>
    /// <param name="share">Share of the training in which the rate rises, in [0, 1); default 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 1).</exception>
    public WarmUpSchedule(Schedule then, double share = 0.05)
    {
        ArgumentNullException.ThrowIfNull(then);
        Then = then;
        Share = NumberChecks.BelowOne(nameof(WarmUpSchedule), nameof(share), share);
    }

    /// <summary>The schedule that follows.</summary>
    public Schedule Then { get; }

    /// <summary>Share of the training in which the rate rises.</summary>
    public double Share { get; }

    /// <inheritdoc/>
    public override string Kind => "warm-up";

    internal override double FactorAt(double time, double stepLength) => time < Share - (stepLength / 2)
        ? Math.Min((time + stepLength) / Share, 1)
        : Then.FactorAt(Math.Max(time - Share, 0) / (1 - Share), stepLength / (1 - Share));

    internal override double Cut(double figure, PlateauWatch watch) => Then.Cut(figure, watch);

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["share"] = Share;
        json["then"] = Then.ToJson();
    }
}
