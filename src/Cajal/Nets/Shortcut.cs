namespace Cajal.Nets;

/// <summary>What leads around the layers of a residual block whose output has another shape than its input ("Deep residual learning", section 3.3).</summary>
internal enum Shortcut
{
    /// <summary>Nothing leads around any block: a plain net.</summary>
    None,

    /// <summary>Option A: every second pixel, and zeros for the channels that are new. It learns nothing.</summary>
    Zeros,

    /// <summary>Option B: a convolution of 1 x 1 with a normalisation.</summary>
    Projection,
}
