namespace Cajal.Kernels;

/// <summary>What the random works of a plan depend on; set before a run.</summary>
internal sealed class RandomState
{
    /// <summary>Seed of the whole training.</summary>
    public ulong Seed { get; set; }

    /// <summary>Number of the training step, so that every step draws new numbers.</summary>
    public ulong Step { get; set; }
}
