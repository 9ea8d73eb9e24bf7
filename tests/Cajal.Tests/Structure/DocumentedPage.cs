using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cajal.Tests.Structure;

/// <summary>A page of the documentation whose examples are code of a test, each followed by what it prints.</summary>
internal sealed class DocumentedPage
{
    private readonly StringBuilder printed = new();

    /// <summary>Takes the place of the console.</summary>
    public void Print(object? value) => printed.Append(CultureInfo.InvariantCulture, $"{value}").Append('\n');

    /// <summary>Runs the examples and compares.</summary>
    /// <param name="name">File of the page.</param>
    /// <param name="examples">The examples in the order of the page, with <see cref="Print"/> in place of the console.</param>
    /// <param name="source">The file that holds them.</param>
    public void Check(string name, Action[] examples, [CallerFilePath] string source = "")
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", name));

        // A deterministic build says where the file lies from the root of the sources on, not from that of the disk.
        string code = File.ReadAllText(SourceTree.Files("tests").Single(file => Path.GetFileName(file) == Path.GetFileName(source)));

        // Between fences: example, output, example, output …
        string[] blocks = [.. page.Split("```").Where((_, i) => i % 2 == 1)];
        Assert.Equal(2 * examples.Length, blocks.Length);
        foreach ((int index, Action example) in examples.Index())
        {
            printed.Clear();
            example();
            Assert.Equal(Lines(blocks[(2 * index) + 1]), Lines(printed.ToString()));
            Assert.All(
                blocks[2 * index]["csharp\n".Length..].TrimEnd('\n').Split('\n'),
                line => Assert.Contains(line.Trim().Replace("Console.WriteLine", "page.Print", StringComparison.Ordinal), code, StringComparison.Ordinal));
        }
    }

    private static string Lines(string text) => string.Join("\n", text.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
}
