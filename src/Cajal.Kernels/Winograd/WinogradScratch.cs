namespace Cajal.Kernels;

/// <summary>Where a worker keeps what it has transformed: places of scratch memory, counted in elements.</summary>
internal sealed class WinogradScratch
{
    /// <summary>Channels of the source whose weights are turned together.</summary>
    public const int TurnedChannels = 16;

    /// <summary>Numbers between products, so that those of one tile do not share a set of the nearest cache.</summary>
    private const int Apart = 16;

    public WinogradScratch(int tiles, int channels, int columns, bool turns)
    {
        SourceDistance = (nint)tiles * channels + Apart;
        WeightDistance = (nint)channels * columns + Apart;
        TargetDistance = (nint)tiles * columns + Apart;
        Weights = Source + WinogradGeometry.Products * SourceDistance;
        Target = Weights + WinogradGeometry.Products * WeightDistance;
        Zeros = Target + WinogradGeometry.Products * TargetDistance;
        Beyond = Zeros + Math.Max(channels, columns);
        Turned = Beyond + columns;
        Length = Turned + (turns ? WinogradGeometry.Taps * TurnedChannels * columns : 0);
    }

    /// <summary>Transformed places of the source.</summary>
    public nint Source { get; }

    /// <summary>From one product's part to the next.</summary>
    public nint SourceDistance { get; }

    /// <summary>Transformed weights.</summary>
    public nint Weights { get; }

    /// <inheritdoc cref="SourceDistance"/>
    public nint WeightDistance { get; }

    /// <summary>Products.</summary>
    public nint Target { get; }

    /// <inheritdoc cref="SourceDistance"/>
    public nint TargetDistance { get; }

    /// <summary>A place of the padding.</summary>
    public nint Zeros { get; }

    /// <summary>A place beyond the target's edges, which nobody reads.</summary>
    public nint Beyond { get; }

    /// <summary>Weights of some channels of the source, turned.</summary>
    public nint Turned { get; }

    public nint Length { get; }
}
