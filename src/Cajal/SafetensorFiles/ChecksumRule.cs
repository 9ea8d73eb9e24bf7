namespace Cajal;

/// <summary>What <see cref="SafetensorsFile.Read(string, ChecksumRule)"/> does with a file that carries no checksum.</summary>
public enum ChecksumRule
{
    /// <summary>Refuse it: only files that Cajal wrote, and that nothing has altered since, are read.</summary>
    Required,

    /// <summary>Read it: files of other programs. A checksum that is there is verified all the same.</summary>
    WherePresent,
}
