namespace Cajal;

/// <summary>
/// Streams of random numbers that the data part draws from, one a purpose, so that a draw for one purpose never shifts another. Far from the
/// small numbers that graphs give to their random nodes.
/// </summary>
internal static class RandomStreams
{
    /// <summary>"SPLIT" in ASCII.</summary>
    public const ulong Split = 0x53504C4954;

    /// <summary>"SYNTH" in ASCII.</summary>
    public const ulong Synthetic = 0x53594E5448;
}
