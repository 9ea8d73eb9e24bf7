namespace Cajal.Kernels;

/// <summary>A place of the window along one axis. Place number j of a phase reads the source at <c>j * step + Offset</c>, which exists for j in
/// [From, To).</summary>
internal readonly record struct Tap(int Kernel, int Offset, int From, int To);

/// <summary>The places <c>First, First + Step, ...</c> of a target's axis, which all see the same taps, ascending in the source.</summary>
/// <remarks>Outputs of a convolution are one phase. The input's gradient has as many as the stride: an input that a window of stride 2 meets with its
/// even taps is never met by its odd ones.</remarks>
internal sealed class TapPhase
{
    private TapPhase(int first, int step, int count, int sourceStep, int sourceSize, IEnumerable<(int Kernel, int Offset)> taps)
    {
        First = first;
        Step = step;
        Count = count;
        SourceStep = sourceStep;
        Taps = [.. taps.OrderBy(tap => tap.Offset).Select(tap => new Tap(tap.Kernel, tap.Offset,
            Math.Clamp(CeilingOf(-tap.Offset, sourceStep), 0, count), Math.Clamp(CeilingOf(sourceSize - tap.Offset, sourceStep), 0, count)))];
        InteriorFrom = Taps.Length == 0 ? count : Taps.Max(tap => tap.From);
        InteriorTo = Taps.Length == 0 ? count : Taps.Min(tap => tap.To);
        IsContiguous = Enumerable.Range(1, Math.Max(0, Taps.Length - 1)).All(i => Taps[i].Offset == Taps[i - 1].Offset + 1);
    }

    /// <summary>First place in the target.</summary>
    public int First { get; }

    /// <summary>Distance of two places in the target.</summary>
    public int Step { get; }

    public int Count { get; }

    /// <summary>Distance in the source of what two neighbours read by the same tap.</summary>
    public int SourceStep { get; }

    public Tap[] Taps { get; }

    /// <summary>First place all of whose taps exist.</summary>
    public int InteriorFrom { get; }

    /// <summary>One behind the last place all of whose taps exist.</summary>
    public int InteriorTo { get; }

    /// <summary>Places of the source from one tap to the next.</summary>
    public int Distance => Taps.Length > 1 ? Taps[1].Offset - Taps[0].Offset : 0;

    /// <summary>Whether the taps read neighbouring places of the source.</summary>
    public bool IsContiguous { get; }

    /// <summary>Phases of the output's places, which read the input.</summary>
    public static TapPhase[] OfOutput(WindowAxis axis, int kernel, int input, int output) =>
        [new(0, 1, output, axis.Stride, input, Enumerable.Range(0, kernel).Select(k => (k, k * axis.Dilation - axis.Before)))];

    /// <summary>Phases of the input's places, which read the output's gradient.</summary>
    public static TapPhase[] OfInput(WindowAxis axis, int kernel, int input, int output) =>
    [
        .. Enumerable.Range(0, Math.Min(axis.Stride, input)).Select(phase => new TapPhase(phase, axis.Stride, CeilingOf(input - phase, axis.Stride), 1, output,
            from k in Enumerable.Range(0, kernel)
            let distance = phase + axis.Before - k * axis.Dilation
            where distance % axis.Stride == 0
            select (k, distance / axis.Stride))),
    ];

    private static int CeilingOf(int x, int divisor) => (int)Math.Ceiling((double)x / divisor);
}
