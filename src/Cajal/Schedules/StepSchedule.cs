using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Multiplies the rate by a factor each time a share of the training is done: factor^⌊t/every⌋.</summary>
public sealed record StepSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="every">Share of the training between two cuts, in (0, 1]; default a third.</param>
    /// <param name="factor">What the rate is multiplied by at each cut, in (0, 1]; default 0.1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in (0, 1].</exception>
    public StepSchedule(double every = 1.0 / 3, double factor = 0.1)
    {
        Every = NumberChecks.Share(nameof(StepSchedule), nameof(every), every);
        CutFactor = NumberChecks.Share(nameof(StepSchedule), nameof(factor), factor);
    }

    /// <summary>Share of the training between two cuts.</summary>
    public double Every { get; }

    /// <summary>What the rate is multiplied by at each cut.</summary>
    public double CutFactor { get; }

    /// <inheritdoc/>
    public override string Kind => "step";

    // A step that falls on a cut but for rounding (0.3/0.1 is 2.9999999999999996) comes after it.
    internal override double FactorAt(double time, double stepLength) => Math.Pow(CutFactor, Math.Floor((time / Every) + 1e-9));

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["every"] = Every;
        json["factor"] = CutFactor;
    }
}
