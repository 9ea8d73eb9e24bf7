namespace Cajal.Data.ImageFolders;

/// <summary>Pictures of one size and with the same channels, one after the other.</summary>
/// <param name="Bytes">All bytes, <c>[count, height, width, channels]</c>.</param>
/// <param name="Height">Rows of a picture.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">1 or 3.</param>
internal sealed record PictureBlock(byte[] Bytes, int Height, int Width, int Channels)
{
    /// <summary>Reads files and makes their pictures alike.</summary>
    /// <exception cref="DataException">One cannot be read, or has another size than the first where none is given.</exception>
    public static PictureBlock Read(IReadOnlyList<string> files, ImageFolderOptions options)
    {
        var pictures = new Image[files.Count];
        DataException?[] errors = new DataException?[files.Count];
        Parallel.For(0, files.Count, index =>
        {
            try
            {
                pictures[index] = Adapt(Image.Read(files[index]), options);
            }
            catch (DataException error)
            {
                errors[index] = error;
            }
        });
        if (errors.FirstOrDefault(error => error is not null) is { } first)
        {
            throw first;
        }

        int channels = pictures.Max(picture => picture.Channels);
        (int height, int width) = (pictures[0].Height, pictures[0].Width);
        long needed = (long)height * width * channels;
        if (needed * files.Count > Array.MaxLength)
        {
            throw new DataException($"{PrintableText.Escape(files[0])}: {files.Count} pictures of {height} x {width} pixels and {channels} channels need more than {Array.MaxLength} bytes. Give a smaller size for all.");
        }

        int length = (int)needed;
        byte[] bytes = new byte[length * files.Count];
        for (int index = 0; index < pictures.Length; index++)
        {
            if ((pictures[index].Height, pictures[index].Width) != (height, width))
            {
                throw new DataException(
                    $"{PrintableText.Escape(files[index])}: it has {pictures[index].Height} x {pictures[index].Width} pixels, but {PrintableText.Escape(files[0])} has {height} x {width}. "
                    + $"Have all of them given one size (--image-size {height}x{width}, in code ImageFolderOptions.Size), or give pictures of one size.");
            }

            (channels == 3 ? pictures[index].ToColor() : pictures[index]).Pixels.CopyTo(bytes.AsSpan(index * length));
        }

        return new PictureBlock(bytes, height, width, channels);
    }

    /// <summary>Some of the pictures with their classes.</summary>
    public Dataset Rows(int first, int count, Targets labels)
    {
        int length = Height * Width * Channels;
        return Dataset.FromBytes(
            Bytes.AsSpan(first * length, count * length).ToArray(), Channels == 1 ? [Height, Width] : [Height, Width, Channels], labels);
    }

    private static Image Adapt(Image picture, ImageFolderOptions options)
    {
        Image coloured = options.Gray ? picture.ToGray() : picture;
        return options.Size is (int height, int width) ? coloured.Resize(width, height) : coloured;
    }
}
