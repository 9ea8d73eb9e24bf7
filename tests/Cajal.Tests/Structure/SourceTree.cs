using System.Text.RegularExpressions;

namespace Cajal.Tests.Structure;

/// <summary>The source files that this test assembly was built from.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>All C# files under a folder of the root, without build outputs.</summary>
    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split('/').Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Full names of the types that a file declares at its top level, without generic arity.</summary>
    public static IEnumerable<string> Types(string file)
    {
        string text = File.ReadAllText(file);
        string space = NamespaceLine().Match(text).Groups[1].Value;
        return TopLevelType().Matches(text).Select(match => $"{space}.{match.Groups[1].Value}");
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cajal.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests must run inside the source tree: no Cajal.slnx above them.");
        }

        return folder;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|readonly|partial|unsafe|ref) )*(?:class|struct|interface|enum|record(?: struct| class)?|delegate (?:\(.*?\)|[^ (]+)) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
