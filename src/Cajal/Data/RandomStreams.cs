namespace Cajal;

/// <summary>
/// Numbers of the independent random streams, one a purpose, so that a draw for one purpose never shifts another. All lie far from the small
/// numbers that users may give to random nodes of their own graphs.
/// </summary>
internal static class RandomStreams
{
    /// <summary>"SPLIT" in ASCII.</summary>
    public const ulong Split = 0x53504C4954;

    /// <summary>"SYNTH" in ASCII.</summary>
    public const ulong Synthetic = 0x53594E5448;

    /// <summary>"CHECK" in ASCII: the sample of a gradient check.</summary>
    public const ulong Check = 0x434845434B;

    /// <summary>"SEARCH" in ASCII: the candidates of a search.</summary>
    public const ulong Search = 0x534541524348;

    /// <summary>"OPTIM" in ASCII: what an optimiser draws in a step.</summary>
    public const ulong Optimizer = 0x4F5054494D;

    private const ulong LayerBase = 1UL << 48;
    private const ulong InitializationBase = 2UL << 48;
    private const ulong OrderBase = 3UL << 48;
    private const ulong PermutationBase = 4UL << 48;
    private const ulong AugmentationBase = 5UL << 48;

    /// <summary>First stream of a layer, of 2¹⁶.</summary>
    public static ulong Layer(ulong index) => LayerBase + (index << 16);

    /// <summary>Stream that initialises a parameter.</summary>
    public static ulong Initialization(ulong parameter) => InitializationBase + parameter;

    /// <summary>Stream that permutes the rows of a group of features once, of at most 2¹⁶ repetitions a group.</summary>
    public static ulong Permutation(int group, int repetition) => PermutationBase + ((ulong)group << 16) + (ulong)repetition;

    /// <summary>Stream that shuffles the rows for an epoch.</summary>
    public static ulong Order(ulong epoch) => OrderBase + epoch;

    /// <summary>Stream of one of a training's augmentations; its step is the epoch.</summary>
    public static ulong Augmentation(int number) => AugmentationBase + (ulong)number;
}
