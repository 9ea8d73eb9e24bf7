using System.Reflection;
using System.Text.RegularExpressions;

namespace Cajal.Tests.Structure;

/// <summary>Rules about files and names.</summary>
public sealed partial class SourceRuleTests
{
    private static readonly Assembly[] Ours =
        [typeof(Cajal.Kernels.HardwarePath).Assembly, typeof(Sequential).Assembly, typeof(Table).Assembly, typeof(Cajal.Cli.Verb).Assembly];

    [Fact]
    public void No_file_has_five_hundred_lines()
    {
        string[] files = [.. SourceTree.Files("src"), .. SourceTree.Files("tests"), .. SourceTree.Files("benchmarks")];

        Assert.InRange(files.Length, 300, 3000);
        Assert.Empty(files.Where(file => File.ReadLines(file).Count() >= 500).Select(SourceTree.Relative));
    }

    [Fact]
    public void Only_Cajal_Kernels_has_unsafe_code()
    {
        Assert.Empty(SourceTree.Files("src")
            .Where(file => !SourceTree.Relative(file).StartsWith("src/Cajal.Kernels/", StringComparison.Ordinal) && Unsafe().IsMatch(WithoutComments(file)))
            .Select(SourceTree.Relative));
        Assert.Equal(["src/Cajal.Kernels/Cajal.Kernels.csproj"], Directory
            .EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("AllowUnsafeBlocks", StringComparison.Ordinal))
            .Select(SourceTree.Relative));
    }

    [Fact]
    public void Every_package_that_ships_stands_in_the_third_party_notices_with_its_version()
    {
        string notices = File.ReadAllText(Path.Combine(SourceTree.Root, "THIRD-PARTY-NOTICES.md"));
        string versions = File.ReadAllText(Path.Combine(SourceTree.Root, "Directory.Packages.props"));
        string[] used = [.. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => PackageReference().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct()];

        Assert.NotEmpty(used);
        foreach (string package in used)
        {
            string version = Regex.Match(versions, $"Include=\"{Regex.Escape(package)}\" Version=\"([^\"]+)\"").Groups[1].Value;
            Assert.Contains($"| {package} | {version} |", notices, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Cajal_Kernels_shows_no_type_to_the_world() =>
        Assert.Empty(typeof(Cajal.Kernels.HardwarePath).Assembly.GetExportedTypes());

    [Fact]
    public void Cajal_and_its_kernels_need_the_framework_alone()
    {
        Assembly[] assemblies = [typeof(Cajal.Kernels.HardwarePath).Assembly, typeof(Sequential).Assembly];

        Assert.All(
            assemblies.SelectMany(assembly => assembly.GetReferencedAssemblies()),
            reference => Assert.Matches(@"^(Cajal\.Kernels|System\..+)$", reference.Name));
    }

    [Fact]
    public void No_namespace_has_the_name_of_a_type()
    {
        Type[] types = [.. Ours.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Namespace?.StartsWith("Cajal", StringComparison.Ordinal) == true)];
        HashSet<string> names = [.. types.Select(type => type.Name.Split('`')[0])];

        Assert.All(types.SelectMany(type => type.Namespace!.Split('.')).Distinct(), part => Assert.DoesNotContain(part, names));
    }

    [Fact]
    public void Types_that_users_touch_are_in_the_namespace_Cajal() => Assert.Empty(
        Ours.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { Namespace: not "Cajal" })
            .Select(type => type.FullName));

    [Fact]
    public void No_type_is_called_Tensor() =>
        Assert.DoesNotContain(Ours.SelectMany(assembly => assembly.GetTypes()), type => type.Name.Split('`')[0] == "Tensor");

    private static string WithoutComments(string file) => string.Join('\n', File.ReadLines(file).Select(line => line.Split("//")[0]));

    [GeneratedRegex("<PackageReference Include=\"([^\"]+)\"")]
    private static partial Regex PackageReference();

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex Unsafe();
}
