namespace Cajal.Tables;

/// <summary>Opens files that a person named, with a message of use when the name is wrong.</summary>
internal static class CsvFile
{
    /// <summary>Opens a file to read.</summary>
    /// <exception cref="DataException">There is no such file, or it is a folder.</exception>
    public static FileStream Open(string path)
    {
        string shown = PrintableText.Escape(path);
        if (Directory.Exists(path))
        {
            throw new DataException($"{shown}: this is a folder. Expected a file of rows and columns (CSV). Name the file inside it.");
        }

        if (!File.Exists(path))
        {
            throw new DataException($"{shown}: there is no such file.{Suggestion(path)} Check the name; it is looked for in {Folder(path)}.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
    }

    private static string Suggestion(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            return "";
        }

        IEnumerable<string> names = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
        return NearestName.Suggest(Path.GetFileName(path), names) is { } nearest ? $" Did you mean {PrintableText.Quote(nearest)}?" : "";
    }

    private static string Folder(string path) => PrintableText.Quote(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);
}
