namespace Cajal;

/// <summary>Which way a drawing grows, from what is given to what is computed.</summary>
public enum DrawingDirection
{
    /// <summary>From left to right.</summary>
    Rightward,

    /// <summary>From top to bottom; for deep graphs.</summary>
    Downward,
}

/// <summary>Colours of a drawing.</summary>
public enum DrawingTheme
{
    /// <summary>Light or dark as the reader's system prefers.</summary>
    Automatic,

    /// <summary>Dark text on a light ground.</summary>
    Light,

    /// <summary>Light text on a dark ground.</summary>
    Dark,
}

/// <summary>How a graph is drawn.</summary>
public sealed record DrawingOptions
{
    /// <summary>Which way it grows. Default: from left to right.</summary>
    public DrawingDirection Direction { get; init; } = DrawingDirection.Rightward;

    /// <summary>Colours. Default: as the reader's system prefers.</summary>
    public DrawingTheme Theme { get; init; } = DrawingTheme.Automatic;

    /// <summary>Title for people who do not see the drawing, and for tool tips.</summary>
    public string Title { get; init; } = "Computational graph";
}
