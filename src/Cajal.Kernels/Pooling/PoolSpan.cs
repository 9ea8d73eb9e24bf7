namespace Cajal.Kernels;

/// <summary>How a window slides along one axis of a picture.</summary>
/// <param name="Window">Lines under the window.</param>
/// <param name="Stride">Lines from one window to the next.</param>
/// <param name="Before">Lines of padding before the first.</param>
/// <param name="After">Lines of padding behind the last.</param>
internal readonly record struct PoolSpan(int Window, int Stride, int Before = 0, int After = 0)
{
    /// <summary>Places that the window takes on so many lines; none where it does not fit.</summary>
    public int Outputs(int size) => size + Before + After < Window ? 0 : ((size + Before + After - Window) / Stride) + 1;

    /// <summary>Whether every window has a line of the picture under it.</summary>
    public bool IsLegal => Window >= 1 && Stride >= 1 && Before >= 0 && After >= 0 && Before < Window && After < Window;
}
