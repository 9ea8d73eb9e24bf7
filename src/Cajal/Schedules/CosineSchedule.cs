using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// From 1 down to a floor f along half a cosine, f + (1 − f)·½(1 + cos πu) (I. Loshchilov, F. Hutter, "SGDR", 2017, without restarts), u
/// being the share done after a warm-up in which the factor grows by the same amount each step up to 1.
/// </summary>
public sealed record CosineSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="warmUp">Share of the steps that warm up, in [0, 1); default 0.</param>
    /// <param name="floor">The factor at the end, in [0, 1); default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in [0, 1).</exception>
    public CosineSchedule(double warmUp = 0, double floor = 0)
    {
        WarmUp = NumberChecks.BelowOne(nameof(CosineSchedule), nameof(warmUp), warmUp);
        Floor = NumberChecks.BelowOne(nameof(CosineSchedule), nameof(floor), floor);
    }

    /// <summary>Share of the steps that warm up.</summary>
    public double WarmUp { get; }

    /// <summary>The factor at the end.</summary>
    public double Floor { get; }

    /// <inheritdoc/>
    public override string Kind => "cosine";

    internal override double FactorAt(double time, double stepLength) => time < WarmUp
        ? Math.Min((time + stepLength) / WarmUp, 1)
        : Floor + ((1 - Floor) * 0.5 * (1 + Math.Cos(Math.PI * (time - WarmUp) / (1 - WarmUp))));

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["warmUp"] = WarmUp;
        json["floor"] = Floor;
    }
}
