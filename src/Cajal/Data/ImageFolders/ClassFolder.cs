namespace Cajal.Data.ImageFolders;

/// <summary>The pictures of one class.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Files">Its pictures in ordinal order.</param>
internal sealed record ClassFolder(string Name, string Path, IReadOnlyList<string> Files)
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".ppm", ".pgm"];

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <summary>Pictures by their endings, of any kind: one that cannot be read should be named, not passed over.</summary>
    public static IEnumerable<string> Pictures(string folder) => Directory
        .EnumerateFiles(folder, "*", Everywhere)
        .Where(IsPicture);

    /// <summary>Whether there are pictures in a folder or in one directly within it.</summary>
    public static bool HasPictures(string folder)
    {
        var here = new EnumerationOptions();
        return Directory.Exists(folder)
            && new[] { folder }.Concat(Directory.EnumerateDirectories(folder, "*", here)).Any(one => Directory.EnumerateFiles(one, "*", here).Any(IsPicture));
    }

    /// <summary>The folders in a folder in ordinal order; those whose names begin with a dot are left out.</summary>
    public static string[] FoldersIn(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Where(one => !System.IO.Path.GetFileName(one).StartsWith('.')).Order(StringComparer.Ordinal)];

    /// <summary>Whether there is a folder, with folders in it.</summary>
    public static bool HasFolders(string folder) => Directory.Exists(folder) && FoldersIn(folder).Length > 0;

    /// <summary>The classes of a folder in ordinal order.</summary>
    /// <exception cref="DataException">There is no folder in it, or one without pictures.</exception>
    public static ClassFolder[] AllOf(string folder)
    {
        string[] folders = FoldersIn(folder);
        if (folders.Length == 0)
        {
            throw new DataException($"{PrintableText.Escape(folder)}: there are no folders in it, expected one with PNG files for each class, as in cat/1.png and dog/2.png. Sort the pictures into folders.");
        }

        ClassFolder[] classes = [.. folders.Select(one => new ClassFolder(System.IO.Path.GetFileName(one), one, [.. Pictures(one).Order(StringComparer.Ordinal)]))];
        return classes.FirstOrDefault(one => one.Files.Count == 0) is { } empty
            ? throw new DataException($"{PrintableText.Escape(empty.Path)}: there are no pictures of this class. Put PNG files into its folder, or remove it.")
            : classes;
    }

    private static bool IsPicture(string file) => Endings.Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
