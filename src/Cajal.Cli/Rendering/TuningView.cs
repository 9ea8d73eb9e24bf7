using System.Text.Json;
using Cajal.Cli.Rendering.Reports;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>What a search has found.</summary>
/// <param name="found">The trials.</param>
/// <param name="folds">Folds of the cross-validation.</param>
internal sealed class TuningView(TuningResult found, int folds) : IReportedView
{
    private const int Shown = 8;
    private const string Caution = "The best of many is lucky too: its figure over the folds flatters.";

    /// <summary>A finished trial in a line, for those who wait.</summary>
    public static string Describe(Trial trial, string metric) =>
        $"trial {trial.Number}, {Figures.Count(trial.Epochs, "epoch")}: {(trial.Failure is { } failure ? failure : $"{metric} {Score(trial)}")}  {Changes(trial)}";

    private string Summary => $"{Figures.Count(found.Trials.Count, "trial")} of {Figures.Count(found.Trials.Select(trial => trial.Candidate).Distinct().Count(), "candidate")}, "
        + $"each judged on {Figures.Count(folds, "fold")}; {found.Stopped}";

    private string Heading => $"the best after {Figures.Count(found.Best.Epochs, "epoch")}, by {found.Metric.Name} (± from fold to fold):";

    /// <inheritdoc/>
    public void WriteText(Terminal terminal)
    {
        TextWriter output = terminal.Output;
        output.WriteLine($"search: {Summary}");
        output.WriteLine($"  {Heading}");
        Table().WriteTo(output, "  ");
        output.WriteLine();
        output.WriteLine($"  {Caution} The test below was set aside before the search.");
        output.WriteLine();
    }

    /// <inheritdoc/>
    public void WriteReport(HtmlPage page)
    {
        page.Section("Search");
        page.Say($"{Summary}; {Heading}");
        page.Table(Table());
        page.Say("faint", $"{Caution} The test above was set aside before the search.");
    }

    /// <inheritdoc/>
    public void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("search");
        writer.WriteString("metric", found.Metric.Name);
        writer.WriteNumber("folds", folds);
        writer.WriteNumber("candidates", found.Trials.Select(trial => trial.Candidate).Distinct().Count());
        writer.WriteString("stopped", found.Stopped);
        writer.WriteNumber("best", found.Best.Number);
        writer.Objects("trials", found.Trials, trial =>
        {
            writer.WriteNumber("trial", trial.Number);
            writer.WriteNumber("candidate", trial.Candidate);
            writer.WriteNumber("epochs", trial.Epochs);
            writer.Number("score", trial.Score);
            writer.Number("deviation", trial.Deviation);
            writer.WriteString("failure", trial.Failure);
            writer.WriteStartObject("settings");
            foreach ((string key, string value) in trial.Settings)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private TextTable Table()
    {
        var table = new TextTable(">trial", $">{found.Metric.Name}", "changes") { MaximumCell = 240 };
        foreach (Trial trial in found.Ranked.Take(Shown))
        {
            table.Add(Figures.Count(trial.Number), trial.Failure ?? Score(trial), Changes(trial));
        }

        return table;
    }

    private static string Score(Trial trial) => $"{Figures.Short(trial.Score!.Value)} ± {Figures.Short(trial.Deviation!.Value)}";

    private static string Changes(Trial trial) =>
        trial.Settings.Count == 0 ? "(what the search began with)" : string.Join(" ", trial.Settings.Select(setting => $"{setting.Key.Split('.')[^1]}={setting.Value}"));
}
