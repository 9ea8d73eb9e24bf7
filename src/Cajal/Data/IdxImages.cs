namespace Cajal;

/// <summary>Grey images with their labels, as an <see cref="IdxFolder"/> holds them. Immutable.</summary>
public sealed class IdxImages
{
    private readonly IdxFile images;
    private readonly IdxFile labels;

    internal IdxImages(IdxFile images, IdxFile labels)
    {
        this.images = images;
        this.labels = labels;
    }

    /// <summary>Number of images, and of labels.</summary>
    public int Count => images.Shape[0];

    /// <summary>Rows of an image.</summary>
    public int Height => images.Shape[1];

    /// <summary>Columns of an image.</summary>
    public int Width => images.Shape[2];

    /// <summary>All pixels, <c>[count, height, width]</c>, 0 to 255.</summary>
    public ReadOnlySpan<byte> Pixels => images.Bytes;

    /// <summary>The class of each image, <c>[count]</c>.</summary>
    public ReadOnlySpan<byte> Labels => labels.Bytes;

    /// <summary>The pixels of one image, <c>[height, width]</c>.</summary>
    /// <param name="index">Which image, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Pixels.Slice(index * Height * Width, Height * Width);
    }
}
