namespace Cajal.AtomicFiles;

/// <summary>
/// Replaces a file as a whole: whoever looks, at any moment and after any crash, finds the old content or the new, never a part.
/// The order is: a temporary file in the same folder, write, flush to disk, rename over the old file, flush the folder.
/// </summary>
internal static class AtomicFile
{
    private const string TemporaryEnding = ".tmp";

    /// <summary>Writes a file. Temporary files that a killed process left behind for the same name are removed.</summary>
    /// <param name="path">The file to create or replace; its folder must exist. A symbolic link of that name is replaced, not followed.</param>
    /// <param name="write">Writes the content; what it throws leaves the old file as it was and is passed on.</param>
    /// <param name="operations">The file system, for tests.</param>
    /// <exception cref="IOException">The file could not be written; the message names path and cause.</exception>
    public static void Write(string path, Action<Stream> write, FileOperations? operations = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        operations ??= new FileOperations();
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"{Shown(path)} cannot be written: it is a folder, not a file.");
        string prefix = Path.Combine(folder, $".{Path.GetFileName(target)}.");
        string temporary = $"{prefix}{Path.GetRandomFileName()}{TemporaryEnding}";
        bool renamed = false;
        try
        {
            RemoveAbandoned(folder, prefix, operations);
            using (Stream file = operations.Create(temporary))
            {
                write(file);
                file.Flush();
                operations.FlushToDisk(file);
            }
            operations.Rename(temporary, target);
            renamed = true;
            operations.FlushFolder(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(Explain(path, error, renamed), error);
        }
        finally
        {
            if (!renamed)
            {
                Ignore(() => operations.Delete(temporary));
            }
        }
    }

    private static void RemoveAbandoned(string folder, string prefix, FileOperations operations)
    {
        foreach (string file in operations.Files(folder))
        {
            if (file.StartsWith(prefix, StringComparison.Ordinal) && file.EndsWith(TemporaryEnding, StringComparison.Ordinal))
            {
                Ignore(() => operations.DeleteAbandoned(file));
            }
        }
    }

    private static string Explain(string path, Exception error, bool renamed)
    {
        string cause = PrintableText.Escape(error.Message).TrimEnd('.');
        return renamed
            ? $"{Shown(path)} was written, but might not survive a power loss: {cause}. Check the disk and save again."
            : $"{Shown(path)} cannot be written: {cause}. The earlier file, if there was one, is untouched; check the folder, its permissions and the free space.";
    }

    private static string Shown(string path) => PrintableText.Escape(path);

    // Tidying up must not hide the error that made it necessary, nor fail a save that can succeed.
    private static void Ignore(Action tidy)
    {
        try
        {
            tidy();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
