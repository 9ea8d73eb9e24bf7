using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cajal.Tests.Cli;

/// <summary><c>report.html</c>: one page that holds all it needs, and nothing that a browser would run or load.</summary>
public sealed class ReportTests
{
    private static readonly string[] Small = ["--hidden", "8", "--epochs", "4", "--threads", "1", "--quiet"];

    [Fact]
    public void A_training_of_classes_has_figures_curves_mistakes_importance_findings_settings()
    {
        using var folder = new TemporaryFolder();
        CliRun run = CliRun.Of(["train", "iris", "--cv", "3", "-o", folder.File("run"), .. Small]);

        XElement page = Page(folder.File("run"));

        Assert.Contains($"\nreport: {folder.File("run")}/report.html\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("iris: classification of species", page.Descendants("h1").Single().Value);
        Assert.Equal(
            ["Training", "Mistakes on the test part", "What it relies on", "Doctor", "Cross-validation", "Net and settings", "Origin"],
            page.Descendants("h2").Select(heading => heading.Value).Where(heading => heading != "Data"));
        string accuracy = Cell(page, "accuracy", 1);
        Assert.StartsWith($"accuracy {accuracy} on 30 rows of the test part; a linear model: ", page.Descendants("p").First().Value, StringComparison.Ordinal);
        Assert.Matches($@"\n  accuracy +{Regex.Escape(accuracy)}", run.Output);
        Assert.Equal("--hidden", Cell(page, "hidden", 2));
        Assert.StartsWith("cajal train iris --cv 3 ", Cell(page, "command line", 1), StringComparison.Ordinal);
        Assert.Equal(2, page.Descendants().Count(element => element.Name.LocalName == "svg"));
        XElement matrix = page.Descendants("table").Single(table => (string?)table.Attribute("class") == "matrix");
        Assert.Equal(30, matrix.Descendants("td").Sum(cell => int.Parse(cell.Value, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("discs", "Labels", "f1Micro ")]
    [InlineData("digits", "Mistakes on the test part", "accuracy ")]
    public void Labels_and_many_columns_have_their_page(string data, string section, string verdict)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CliRun.Of(["train", data, "-o", folder.File("run"), .. Small]).ExitCode);

        XElement page = Page(folder.File("run"));

        Assert.Contains(section, page.Descendants("h2").Select(heading => heading.Value));
        Assert.StartsWith(verdict, page.Descendants("p").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_of_values_has_a_dot_for_each_row_of_the_test()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CliRun.Of(["train", "iris", "--target", "petal_length", "-o", folder.File("run"), .. Small]).ExitCode);

        XElement page = Page(folder.File("run"));

        XElement picture = page.Descendants().Single(element => element.Name.LocalName == "svg" && element.Value.StartsWith("predicted against actual petal_length", StringComparison.Ordinal));
        Assert.Equal(30, picture.Descendants().Count(element => element.Name.LocalName == "circle"));
    }

    [Fact]
    public void A_search_and_a_resumed_training_have_theirs()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CliRun.Of(["tune", "moons", "--trials", "2", "--folds", "2", "-o", folder.File("search"), .. Small]).ExitCode);
        Assert.Equal(0, CliRun.Of(["train", "iris", "--schedule", "constant", "-o", folder.File("run"), .. Small]).ExitCode);
        Assert.Equal(0, CliRun.Of("resume", folder.File("run"), "--epochs", "+3", "--quiet").ExitCode);

        Assert.Contains("Search", Page(folder.File("search")).Descendants("h2").Select(heading => heading.Value));
        Assert.Contains(Page(folder.File("run")).Descendants("p"), line => line.Value.StartsWith("7 epochs in ", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_from_a_file_stay_text()
    {
        using var folder = new TemporaryFolder();
        const string Hostile = "<script>alert(1)</script>";
        string csv = $"{Hostile},\"\"\"><img src=x onerror=alert(2)>\",<b>\n" + string.Concat(Enumerable.Range(0, 90).Select(row => $"{row % 7},{row % 5},{(row % 7 > 3 ? "</style><script>" : "&amp;")}\n"));

        CliRun run = CliRun.With(csv, ["train", "-", "--target", "<b>", "-o", folder.File("run"), .. Small]);

        Assert.True(run.ExitCode == 0, run.Error);
        XElement page = Page(folder.File("run"));
        Assert.Contains(page.Descendants(), element => !element.HasElements && element.Value == Hostile);
        Assert.Contains(page.Descendants("th"), cell => cell.Value == "</style><script>");
        Assert.Contains(page.Descendants("th"), cell => cell.Value == "&amp;");
    }

    /// <summary>The page, well-formed and without anything that is run or loaded.</summary>
    private static XElement Page(string run)
    {
        string text = File.ReadAllText(Path.Combine(run, "report.html"));
        XElement page = XDocument.Parse(text).Root!;
        Assert.Equal("html", page.Name);
        Assert.All(page.Descendants(), element =>
        {
            Assert.DoesNotContain(element.Name.LocalName, (string[])["script", "img", "link", "iframe", "object", "embed", "form", "a"]);
            Assert.All(element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration), attribute =>
            {
                Assert.DoesNotContain(attribute.Name.LocalName, (string[])["src", "href", "onerror", "onload", "onclick"]);
                Assert.DoesNotContain("url(", attribute.Value, StringComparison.OrdinalIgnoreCase);
            });
        });
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.Contains("script-src 'none'", text, StringComparison.Ordinal);
        return page;
    }

    private static string Cell(XElement page, string name, int column) =>
        page.Descendants("tr").First(row => row.Elements().First().Value == name).Elements().ElementAt(column).Value;
}
