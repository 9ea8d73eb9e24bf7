namespace Cajal;

/// <summary>How the pictures of a folder are made alike.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>Height and width that every picture is given; <c>null</c>, the default, takes them as they are, and they must be equal.</summary>
    public (int Height, int Width)? Size { get; init; }

    /// <summary>Whether all pictures become grey; otherwise, the default, all are in colour as soon as one is.</summary>
    public bool Gray { get; init; }
}
