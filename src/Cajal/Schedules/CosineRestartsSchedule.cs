using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Half cosines from 1 to 0, after each of which the rate starts again at 1. Each cycle is twice as long as the one before, and the last ends with
/// the training (I. Loshchilov, F. Hutter, "SGDR: Stochastic gradient descent with warm restarts", 2017, equation 5, T_mult = 2).
/// </summary>
public sealed record CosineRestartsSchedule : Schedule
{
    // The first of 30 cycles is a billionth of the training.
    private const int MostCycles = 30;

    /// <summary>Makes the schedule.</summary>
    /// <param name="cycles">How many cycles, from 1 to 30; default 3.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cycles"/> is out of its range.</exception>
    public CosineRestartsSchedule(int cycles = 3) => Cycles = NumberChecks.CountUpTo(nameof(CosineRestartsSchedule), nameof(cycles), cycles, MostCycles);

    /// <summary>How many cycles.</summary>
    public int Cycles { get; }

    /// <inheritdoc/>
    public override string Kind => "cosine-restarts";

    internal override double FactorAt(double time, double stepLength)
    {
        // Equal fractions are rounded to equal numbers, so a step on a border begins its cycle exactly.
        int cycle = 0;
        while (cycle + 1 < Cycles && Start(cycle + 1) <= time)
        {
            cycle++;
        }

        double share = (time - Start(cycle)) / (Start(cycle + 1) - Start(cycle));
        return 0.5 * (1 + Math.Cos(Math.PI * share));
    }

    private protected override void WriteConfiguration(JsonObject json) => json["cycles"] = Cycles;

    private double Start(int cycle) => ((1L << cycle) - 1.0) / ((1L << Cycles) - 1);
}
