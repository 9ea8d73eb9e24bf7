namespace Cajal.Kernels;

/// <summary>What one place of a target's axis sees of the source: some taps of its phase, side by side, and the source's place that the first reads.</summary>
internal readonly record struct Sight(int Phase, int FirstTap, int Taps, int Source)
{
    /// <summary>The sights of all places of an axis.</summary>
    public static Sight[] Of(TapPhase[] phases, int size)
    {
        var sights = new Sight[size];
        for (int phase = 0; phase < phases.Length; phase++)
        {
            for (int j = 0; j < phases[phase].Count; j++)
                sights[phases[phase].First + j * phases[phase].Step] = Of(phases[phase], phase, j);
        }

        return sights;
    }

    /// <summary>Taps ascend in the source, so those that exist stand side by side.</summary>
    private static Sight Of(TapPhase phase, int number, int place)
    {
        int first = Array.FindIndex(phase.Taps, tap => place >= tap.From && place < tap.To);
        return first < 0
            ? new Sight(number, 0, 0, 0)
            : new Sight(number, first, phase.Taps.Count(tap => place >= tap.From && place < tap.To), place * phase.SourceStep + phase.Taps[first].Offset);
    }
}
