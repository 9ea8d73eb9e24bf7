namespace Cajal.Kernels;

/// <summary>The tiles of 2 × 2 places into which a target's images are cut, and the 4 × 4 places of the source that each of them reads.</summary>
internal sealed class WinogradGeometry
{
    /// <summary>Places of a tile of the target along each axis.</summary>
    public const int TileSize = 2;

    /// <summary>Places of a tile of the target.</summary>
    public const int TilePlaces = TileSize * TileSize;

    /// <summary>Places of the window.</summary>
    public const int Taps = 9;

    /// <summary>Products of a tile, as many as places that it reads.</summary>
    public const int Products = 16;

    /// <summary>Channels come in multiples of the widest vector, so that no transform has a ragged end.</summary>
    public const int ChannelMultiple = 16;

    /// <summary>Fewest channels on either side: more than where the batch decides whether samples lie innermost, which must not change a bit. From 32 on it
    /// would be faster.</summary>
    private const int FewestChannels = 48;

    /// <summary>Smallest image that has so many whole tiles that little is computed in vain; of 5 × 5, direct sums are as fast.</summary>
    private const int SmallestImage = 6;

    private readonly int top;
    private readonly int left;

    public WinogradGeometry(ConvolutionShape shape, ConvolutionTarget target)
    {
        bool isOutput = target == ConvolutionTarget.Output;
        (SourceHeight, SourceWidth, SourceChannels) = (shape.InputHeight, shape.InputWidth, shape.InputChannels);
        (TargetHeight, TargetWidth, TargetChannels) = (shape.OutputHeight, shape.OutputWidth, shape.OutputChannels);
        (top, left) = (-shape.Window.Vertical.Before, -shape.Window.Horizontal.Before);
        if (!isOutput)
        {
            (SourceHeight, SourceWidth, SourceChannels, TargetHeight, TargetWidth, TargetChannels) =
                (TargetHeight, TargetWidth, TargetChannels, SourceHeight, SourceWidth, SourceChannels);
            (top, left) = (1 - shape.KernelHeight - top, 1 - shape.KernelWidth - left);
        }

        TilesDown = (TargetHeight + TileSize - 1) / TileSize;
        TilesAcross = (TargetWidth + TileSize - 1) / TileSize;
        TileRows = shape.Batch * TilesDown;
    }

    public int SourceHeight { get; }

    public int SourceWidth { get; }

    public int SourceChannels { get; }

    public int TargetHeight { get; }

    public int TargetWidth { get; }

    public int TargetChannels { get; }

    /// <summary>Rows of tiles of an image.</summary>
    public int TilesDown { get; }

    /// <summary>Tiles of a row.</summary>
    public int TilesAcross { get; }

    /// <summary>Rows of tiles of all images.</summary>
    public int TileRows { get; }

    /// <summary>Whether this convolution is computed so. It depends on nothing that may differ between two calls, such as the batch.</summary>
    public static bool Suits(in ConvolutionShape shape)
    {
        var neighbours = new WindowAxis(1, 0, 0, 1);
        return shape is { KernelHeight: 3, KernelWidth: 3, Window.Groups: 1 }
            && shape.Window.Vertical with { Before = 0, After = 0 } == neighbours && shape.Window.Horizontal with { Before = 0, After = 0 } == neighbours
            && shape.InputChannels % ChannelMultiple == 0 && shape.OutputChannels % ChannelMultiple == 0
            && Math.Min(shape.InputChannels, shape.OutputChannels) >= FewestChannels && Math.Min(shape.OutputHeight, shape.OutputWidth) >= SmallestImage;
    }

    /// <summary>First row of the target's images that belongs to a row of tiles, or one behind the last of the row before.</summary>
    public int FirstRow(int tileRow) => tileRow / TilesDown * TargetHeight + TileSize * (tileRow % TilesDown);

    /// <summary>The row of tiles that begins with a row of the target's images.</summary>
    public int TileRow(int firstRow) => firstRow / TargetHeight * TilesDown + firstRow % TargetHeight / TileSize;

    /// <summary>Where the places that a tile reads lie; those in the padding are <paramref name="zeros"/>.</summary>
    public unsafe void SourcePlaces<T>(int tile, T* source, T* zeros, T** places) where T : unmanaged
    {
        int row = tile / TilesAcross, image = row / TilesDown;
        int firstY = TileSize * (row % TilesDown) + top, firstX = TileSize * (tile % TilesAcross) + left;
        Places(source + (nint)image * SourceHeight * SourceWidth * SourceChannels, SourceHeight, SourceWidth, SourceChannels, firstY, firstX, 4, zeros, places);
    }

    /// <summary>Where the places of a tile of the target lie, the first row of which is the image's row 0; those beyond its edges are <paramref name="beyond"/>.</summary>
    public unsafe void TargetPlaces<T>(int tile, T* target, nint pitch, T* beyond, T** places) where T : unmanaged
    {
        int row = tile / TilesAcross, image = row / TilesDown;
        T* first = target + (nint)image * TargetHeight * TargetWidth * pitch;
        Places(first, TargetHeight, TargetWidth, pitch, TileSize * (row % TilesDown), TileSize * (tile % TilesAcross), TileSize, beyond, places);
    }

    private static unsafe void Places<T>(T* image, int height, int width, nint pitch, int firstY, int firstX, int size, T* missing, T** places) where T : unmanaged
    {
        for (int y = firstY; y < firstY + size; y++)
        {
            for (int x = firstX; x < firstX + size; x++)
                *places++ = (uint)y < (uint)height && (uint)x < (uint)width ? image + ((nint)y * width + x) * pitch : missing;
        }
    }
}
