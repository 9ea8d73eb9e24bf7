namespace Cajal.Tests.Structure;

/// <summary>What users can call is decided on purpose: it stands in a file, and this test shows every difference.</summary>
public sealed class PublicApiTests
{
    private const string Switch = "CAJAL_APPROVE_PUBLIC_API";

    [Fact]
    public void The_public_types_and_members_are_the_approved_ones()
    {
        string file = Path.Combine(SourceTree.Root, "tests", "Cajal.Tests", "Approved", "PublicApi.txt");
        string[] actual = [.. Lines(typeof(Sequential)), .. Lines(typeof(Table))];
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            File.WriteAllText(file, string.Join('\n', actual) + "\n");
        }

        string[] approved = File.ReadAllLines(file);
        string[] differences = [.. Missing(actual, approved).Select(line => "+ " + line), .. Missing(approved, actual).Select(line => "- " + line)];

        Assert.True(differences.Length == 0, $"""
            The public API differs from {SourceTree.Relative(file)}:
            {string.Join('\n', differences)}
            If that is wanted: {Switch}=1 dotnet test --filter {nameof(PublicApiTests)}, and commit the file.
            """);
    }

    private static IEnumerable<string> Lines(Type type) => PublicApi.Lines(type.Assembly).Prepend($"# {type.Assembly.GetName().Name}");

    /// <summary>Lines of one listing that the other has not, each with the type that it belongs to.</summary>
    private static IEnumerable<string> Missing(string[] lines, string[] others) => WithType(lines).Except(WithType(others));

    private static IEnumerable<string> WithType(string[] lines)
    {
        string type = "";
        foreach (string line in lines)
        {
            type = line.StartsWith(' ') ? type : line;
            yield return line.StartsWith(' ') ? $"{type.Split(" : ")[0]}: {line.Trim()}" : line;
        }
    }
}
