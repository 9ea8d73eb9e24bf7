using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Cosine cycles, each about twice as long as the one before: ½(1 − cos(2π·log₂(1 + (2ᵏ − 1)t))) for k cycles, 0 at both ends
/// (D. Holzmüller, L. Grinsztajn, I. Steinwart, "Better by default", 2024, coslog₄).
/// </summary>
public sealed record CosLogSchedule : Schedule
{
    // The first of 30 cycles is a billionth of the training.
    private const int MostCycles = 30;

    /// <summary>Makes the schedule.</summary>
    /// <param name="cycles">k, from 1 to 30; default 4.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cycles"/> is out of its range.</exception>
    public CosLogSchedule(int cycles = 4) => Cycles = NumberChecks.CountUpTo(nameof(CosLogSchedule), nameof(cycles), cycles, MostCycles);

    /// <summary>k.</summary>
    public int Cycles { get; }

    /// <inheritdoc/>
    public override string Kind => "coslog";

    internal override double FactorAt(double time, double stepLength) =>
        0.5 * (1 - Math.Cos(2 * Math.PI * Math.Log2(1 + ((Math.Pow(2, Cycles) - 1) * time))));

    private protected override void WriteConfiguration(JsonObject json) => json["cycles"] = Cycles;
}
