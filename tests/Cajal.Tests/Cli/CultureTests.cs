namespace Cajal.Tests.Cli;

/// <summary>Training, judging and predicting under other cultures: the same files and the same output, byte for byte.</summary>
public sealed class CultureTests : IDisposable
{
    private const string Rows = "size;kind;when\n1.5;İa;2024-01-02\n-2.25;ıb;2024-03-04\n1e-3;İa;\n";

    private readonly TemporaryFolder folder = new();
    private readonly string csv;
    private readonly Dictionary<string, string> expected;

    public CultureTests()
    {
        csv = folder.File("rows.csv");
        File.WriteAllText(csv, "size;kind;when;y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            FormattableString.Invariant($"{(i % 13) - 4.5};{(i % 3 == 0 ? "İa" : "ıb")};2024-{1 + (i % 12):00}-0{1 + (i % 9)};{(i % 7 * 0.25) - 1}\n"))));
        expected = Run("expected");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("hi-IN")]
    [InlineData("fr-FR")]
    [InlineData("sv-SE")]
    [InlineData("th-TH")]
    [InlineData("he-IL")]
    [InlineData("ja-JP")]
    [InlineData("az-Latn-AZ")]
    [InlineData("ps-AF")]
    public void Every_culture_writes_the_same_bytes(string culture) => InCulture.Run(culture, () => Assert.Equal(expected, Run(culture)));

    public void Dispose() => folder.Dispose();

    /// <summary>Everything that a life of a model prints and writes, without times and the folder's name.</summary>
    private Dictionary<string, string> Run(string name)
    {
        string run = folder.File(name);
        CliRun trained = CliRun.Of("train", csv, "--target", "y", "--hidden", "4", "--epochs", "2", "--threads", "1", "--learning-rate", "0.015", "-o", run, "--quiet");
        Assert.True(trained.ExitCode == 0, trained.Error);
        return new Dictionary<string, string>
        {
            ["model"] = Convert.ToHexString(File.ReadAllBytes(Path.Combine(run, "model.safetensors"))),
            ["checkpoint"] = Convert.ToHexString(File.ReadAllBytes(Path.Combine(run, "last.safetensors"))),
            ["config"] = File.ReadAllText(Path.Combine(run, "config.json")),
            ["metrics"] = string.Join('\n', File.ReadAllLines(Path.Combine(run, "metrics.ndjson")).Select(line => line.Split(",\"seconds\"")[0])),
            ["summary"] = string.Join('\n', trained.Output.Split('\n').Where(line => !line.Contains(" training   ", StringComparison.Ordinal))).Replace(run, "RUN", StringComparison.Ordinal),
            ["csv"] = CliRun.With(Rows, "predict", run, "-", "--keep", "size,when").Output,
            ["json"] = CliRun.With(Rows, "predict", run, "-", "--json").Output,
            ["evaluate"] = CliRun.Of("evaluate", run, csv).Output + CliRun.Of("evaluate", run, csv, "--json").Output,
            ["check"] = CliRun.Of("check", run).Output,
            ["inspect"] = CliRun.Of("inspect", run, "--plan").Output.Replace(run, "RUN", StringComparison.Ordinal),
        };
    }
}
