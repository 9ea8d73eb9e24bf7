using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>Falls by the same factor each step, from 1 to a final value: finalᵗ, t the share of the training that is done.</summary>
public sealed record ExponentialSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="final">The factor at the end, in (0, 1]; default 0.01.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="final"/> is not in (0, 1].</exception>
    public ExponentialSchedule(double final = 0.01) => Final = NumberChecks.Share(nameof(ExponentialSchedule), nameof(final), final);

    /// <summary>The factor at the end.</summary>
    public double Final { get; }

    /// <inheritdoc/>
    public override string Kind => "exponential";

    internal override double FactorAt(double time, double stepLength) => Math.Pow(Final, time);

    private protected override void WriteConfiguration(JsonObject json) => json["final"] = Final;
}
