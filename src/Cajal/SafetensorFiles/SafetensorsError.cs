namespace Cajal.SafetensorFiles;

/// <summary>The refusals of the reader: file, place, reason, remedy.</summary>
internal static class SafetensorsError
{
    private const string Remedy = "The file is damaged or is not a safetensors file; take it again from where it came from.";

    /// <summary>A file whose content breaks the format.</summary>
    /// <param name="file">The file's name, already printable.</param>
    /// <param name="reason">Place and reason.</param>
    /// <param name="inner">The error underneath, if there was one.</param>
    public static ModelFileException Damaged(string file, string reason, Exception? inner = null) => new($"{file}: {reason}. {Remedy}", inner);

    /// <summary>A file that cannot be opened or read at all.</summary>
    public static ModelFileException Unreadable(string file, Exception inner) => new(
        $"{file} cannot be read: {PrintableText.Escape(inner.Message).TrimEnd('.')}. Check the path and the permissions.", inner);
}
