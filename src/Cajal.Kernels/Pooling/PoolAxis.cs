namespace Cajal.Kernels;

/// <summary>One axis of a picture with the windows on it: which lines lie under a window, and which windows lie over a line.</summary>
internal readonly struct PoolAxis(int size, PoolSpan span)
{
    /// <summary>Lines of the picture.</summary>
    public int Size { get; } = size;

    /// <summary>Lines under a window, padding included.</summary>
    public int Window { get; } = span.Window;

    /// <summary>Number of windows.</summary>
    public int Outputs { get; } = span.Outputs(size);

    /// <summary>Whether no line lies under two windows.</summary>
    public bool IsApart => span.Stride >= span.Window;

    /// <summary>Whether each line lies under one window.</summary>
    public bool IsTiled => span.Stride == span.Window && Outputs > 0 && First(0) == 0 && End(Outputs - 1) == Size;

    /// <summary>First line of the picture under a window.</summary>
    public int First(int window) => Math.Max((window * span.Stride) - span.Before, 0);

    /// <summary>The line behind the last under a window.</summary>
    public int End(int window) => Math.Min((window * span.Stride) - span.Before + span.Window, Size);

    /// <summary>First window over a line.</summary>
    public int FirstWindow(int line) => line + span.Before < span.Window ? 0 : ((line + span.Before - span.Window) / span.Stride) + 1;

    /// <summary>The window behind the last over a line.</summary>
    public int EndWindow(int line) => Math.Min(((line + span.Before) / span.Stride) + 1, Outputs);

    /// <summary>First line that is left to a window when each line is given to one: those of no window go to the one before.</summary>
    public int FirstOwned(int window) => window == 0 ? 0 : First(window);

    /// <summary>The line behind the last that is left to a window.</summary>
    public int EndOwned(int window) => window == Outputs - 1 ? Size : First(window + 1);
}
