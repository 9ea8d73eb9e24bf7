namespace Cajal.Cli.Sources;

/// <summary>Images with their classes: a folder of IDX files, or one of pictures in a folder for each class.</summary>
/// <param name="Training">Images to learn from.</param>
/// <param name="Test">Images to test with; null where none are set apart.</param>
/// <param name="Files">What they were read from: the IDX files, or the folder.</param>
internal sealed record ImageSource(Dataset Training, Dataset? Test, IReadOnlyList<string> Files)
{
    /// <summary>Whether it is a folder of images.</summary>
    public static bool IsOne(string data) => Directory.Exists(data) && (IdxFolder.IsOne(data) || ImageFolder.IsOne(data));

    /// <summary>Reads a folder.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="options">Size and colors of pictures.</param>
    /// <exception cref="DataException">It cannot be read; the message names the file.</exception>
    public static ImageSource Read(string data, ImageFolderOptions options)
    {
        if (!IdxFolder.IsOne(data))
        {
            var pictures = ImageFolder.Read(data, options);
            return new ImageSource(pictures.Training, pictures.Test, [data]);
        }

        var folder = IdxFolder.Read(data);
        return new ImageSource(
            ImagePreparation.ToDataset(folder.Train, folder.Classes),
            ImagePreparation.ToDataset(folder.Test, folder.Classes),
            [.. Directory.EnumerateFiles(data, "*ubyte*").Order(StringComparer.Ordinal)]);
    }

    /// <summary>The same rows with their classes numbered as a model numbers them.</summary>
    /// <param name="rows">Rows with classes.</param>
    /// <param name="names">The model's classes.</param>
    /// <param name="data">What messages call the rows.</param>
    /// <exception cref="DataException">The model has none of a name.</exception>
    public static Dataset NumberedAs(Dataset rows, IReadOnlyList<string> names, string data)
    {
        int[] numbers = [.. rows.Targets.ClassNames.Select(name => names.ToList().IndexOf(name))];
        int[] labels = [.. Enumerable.Range(0, rows.Count).Select(row => numbers[rows.Targets.ClassOf(row)])];
        return Array.IndexOf(labels, -1) is var unknown and >= 0
            ? throw new DataException($"{PrintableText.Escape(data)}: there are images of the class {PrintableText.Quote(rows.Targets.ClassNames[rows.Targets.ClassOf(unknown)])}, "
                + $"but the model knows only {string.Join(", ", names.Take(20).Select(PrintableText.Escape))}. Give images of these classes.")
            : rows.WithTargets(Targets.Classes(labels, names, rows.Targets.Names[0]));
    }
}
