namespace Cajal;

/// <summary>
/// A folder with the four files of MNIST, or of a set made after it (Fashion-MNIST, KMNIST, EMNIST renamed): <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>,
/// <c>t10k-images-idx3-ubyte</c>, <c>t10k-labels-idx1-ubyte</c>, each also with the ending <c>.gz</c> and with a dot before <c>idx</c>. Immutable.
/// </summary>
public sealed class IdxFolder
{
    private static readonly string[] Parts = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"];

    private IdxFolder(IdxImages train, IdxImages test, int classes)
    {
        Train = train;
        Test = test;
        Classes = classes;
    }

    /// <summary>The images to train with.</summary>
    public IdxImages Train { get; }

    /// <summary>The images to test with.</summary>
    public IdxImages Test { get; }

    /// <summary>Number of classes: the largest training label and one more.</summary>
    public int Classes { get; }

    /// <summary>Whether a folder has at least one of the four files.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static bool IsOne(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Parts.Any(part => Find(folder, part) is not null);
    }

    /// <summary>Reads and checks the four files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">A file is missing or damaged, or the files do not fit together; the message names the file.</exception>
    public static IdxFolder Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] missing = [.. Parts.Where(part => Find(folder, part) is null).Select(part => Names(part).First())];
        if (missing.Length > 0)
        {
            throw new DataException(
                $"{PrintableText.Escape(folder)}: there is no {string.Join(" and no ", missing)}, plain or with the ending .gz. Put the four files of the set into this folder, or give the folder that has them.");
        }
        IdxFile[] files = [.. Parts.Select(part => IdxFile.Read(Find(folder, part)!))];
        var train = Pair(files[0], files[1]);
        var test = Pair(files[2], files[3]);
        if ((train.Height, train.Width) != (test.Height, test.Width))
        {
            throw new DataException(
                $"{files[2].DisplayName}: the images have {test.Height} x {test.Width} pixels, those of {files[0].DisplayName} {train.Height} x {train.Width}. Take the four files of one set.");
        }
        byte largest = Largest(train.Labels);
        if (test.Labels.IndexOfAnyExceptInRange((byte)0, largest) is var index and >= 0)
        {
            throw new DataException(
                $"{files[3].DisplayName}: label {index} is {test.Labels[index]}, but the largest of {files[1].DisplayName} is {largest}. Take the four files of one set.");
        }
        return new IdxFolder(train, test, largest + 1);
    }

    private static string[] Names(string part)
    {
        string dotted = part.Replace("-idx", ".idx", StringComparison.Ordinal);
        return [$"{part}-ubyte", $"{dotted}-ubyte", $"{part}-ubyte.gz", $"{dotted}-ubyte.gz"];
    }

    private static string? Find(string folder, string part) => Names(part).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static IdxImages Pair(IdxFile images, IdxFile labels)
    {
        CheckForm(images, 3, "images: unsigned bytes [count, height, width]");
        CheckForm(labels, 1, "labels: unsigned bytes [count]");
        if (images.Shape[0] != labels.Shape[0])
        {
            throw new DataException($"{labels.DisplayName}: there are {labels.Shape[0]} labels, but {images.DisplayName} has {images.Shape[0]} images. Take both files of one set.");
        }
        return new IdxImages(images, labels);
    }

    private static void CheckForm(IdxFile file, int rank, string expected)
    {
        if (file.ElementType != IdxElementType.UInt8 || file.Shape.Length != rank || file.Bytes.IsEmpty)
        {
            throw new DataException(
                $"{file.DisplayName} holds {file.ElementType} {StoredShape.Describe(file.Shape.AsSpan())}, but it must hold {expected}, at least one. Check that the files of the set have not been mixed up.");
        }
    }

    private static byte Largest(ReadOnlySpan<byte> labels)
    {
        byte largest = 0;
        foreach (byte label in labels)
        {
            largest = Math.Max(largest, label);
        }
        return largest;
    }
}
