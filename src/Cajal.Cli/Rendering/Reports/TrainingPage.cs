using Cajal.Cli.Lessons.Pictures;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Rendering.Reports;

/// <summary>The page of a finished training: <c>report.html</c> in the folder of the run.</summary>
/// <param name="setup">Data and configuration.</param>
/// <param name="report">The trained model and its figures.</param>
/// <param name="record">Where and when it was trained.</param>
internal sealed class TrainingPage(TrainingSetup setup, TrainingReport report, RunRecord record)
{
    private const int LargestMatrix = 40;
    private const int PermutedRows = 500;
    private const int Permutations = 5;

    // Multiplications that the importance of columns may cost: a fraction of a second.
    private const double AffordableWork = 1e10;

    private readonly TrainingFigures figures = new(report);

    /// <summary>The page.</summary>
    /// <param name="before">Results of what went before the training.</param>
    public string Write(IReportedView? before)
    {
        var page = new HtmlPage($"{setup.Name}: {TaskNames.Of(setup.Targets.Kind)} of {string.Join(", ", setup.Targets.Names)}");
        page.Say("lead", Verdict());
        page.Table(figures.Table(ConstantName));
        WriteCourse(page);
        WriteMistakes(page);
        WriteImportance(page);
        WriteFindings(page);
        before?.WriteReport(page);
        WriteSettings(page);
        return page.ToString();
    }

    private string ConstantName => setup.Targets.Kind == TargetKind.Values ? "mean" : "majority";

    private string Verdict()
    {
        string name = Metric.Usual(setup.Targets.Kind).Name;
        MetricEstimate metric = figures.Judged.Report[name];
        string Beside(string who, EvaluationReport? other) => TrainingFigures.Value(other, name) is { Length: > 0 } value ? $"; {who}: {value}" : "";
        return $"{name} {EvaluationView.Describe(metric)} on {Figures.Count(figures.Judged.Rows, "row")} of the {figures.Part} part"
            + $"{Beside("a linear model", report.LinearBaseline)}{Beside($"always the {(ConstantName == "mean" ? "mean" : "commonest")}", report.ConstantBaseline)}.";
    }

    private void WriteCourse(HtmlPage page)
    {
        History history = report.History;
        page.Section("Training");
        page.Say($"{Figures.Count(history.Epochs.Count, "epoch")} in {Figures.Time(history.Seconds)}; stopped: {history.Stopped}. The weights are those of epoch {history.BestEpoch}.");
        foreach (FailedAttempt failed in history.FailedAttempts)
        {
            page.Say("faint", $"At the rate {FailedAttempt.RateText(failed.LearningRate)} it diverged in epoch {failed.Epoch}: {failed.Reason}.");
        }

        var curves = new List<Curve> { new("training", [.. history.Epochs.Select(epoch => epoch.Loss)]) };
        if (history.Epochs.Any(epoch => epoch.ValidationLoss is not null))
        {
            curves.Add(new("validation", [.. history.Epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN)]));
        }

        if (history.Epochs.Count > 1)
        {
            page.Picture(CurvePicture.Draw("loss", "epoch 1", $"epoch {history.Epochs.Count}", curves));
        }
    }

    private void WriteMistakes(HtmlPage page)
    {
        EvaluationReport judged = figures.Judged.Report;
        if (setup.Targets is { Kind: TargetKind.Values, Width: 1 })
        {
            Targets actual = (setup.Data.Test ?? setup.Data.Validation ?? setup.Data.Training).Targets;
            page.Section($"Mistakes on the {figures.Part} part");
            page.Picture(ScatterPicture.Draw(setup.Targets.Names[0], actual.Numbers, figures.Judged.Outputs.Span));
            return;
        }

        if (!EvaluationView.HasDetails(judged))
        {
            return;
        }

        page.Section(judged.Confusion is null ? "Labels" : $"Mistakes on the {figures.Part} part");
        if (judged.Confusion is { Labels.Length: <= LargestMatrix } confusion)
        {
            page.Matrix(confusion);
        }
        else
        {
            page.Table(EvaluationView.Details(judged));
        }
    }

    /// <summary>What the net relies on, where that is quickly measured.</summary>
    private void WriteImportance(HtmlPage page)
    {
        if ((setup.Data.Test ?? setup.Data.Validation) is not { Count: > 1 } rows || setup.Data.Columns is not { Count: > 1 } columns)
        {
            return;
        }

        int count = Math.Min(rows.Count, PermutedRows);
        if ((double)count * Permutations * columns.Count * report.Model.ParameterCount > AffordableWork)
        {
            return;
        }

        Dataset some = count == rows.Count ? rows : rows.Select([.. Enumerable.Range(0, count).Select(row => (int)((long)row * rows.Count / count))]);
        var options = new PermutationImportanceOptions { Groups = columns, Repetitions = Permutations, Seed = setup.Configuration.Seed, Threads = setup.Configuration.Threads };
        try
        {
            string picture = PermutationImportance.Of(report.Model, some, options).ToSvg();
            page.Section("What it relies on");
            page.Picture(picture);
        }
        catch (DataException)
        {
            // The figure is undefined over these rows, as F1 is without a single label: there is nothing to show.
            return;
        }
    }

    private void WriteFindings(HtmlPage page)
    {
        if (report.Diagnosis is { } diagnosis)
        {
            page.Section("Doctor");
            if (diagnosis.IsHealthy)
            {
                page.Say("No fault found.");
            }

            foreach (Finding finding in diagnosis.Findings)
            {
                page.Say(finding.Severity == FindingSeverity.Severe ? "severe" : "warning", $"{finding.Name} ({finding.Where})");
                page.Say($"{finding.Evidence}.");
                page.Say($"{finding.Remedy}.");
            }
        }

        if (setup.Data.Notes.Count > 0)
        {
            page.Section("Data");
            foreach (string note in SetupView.Notes(setup))
            {
                page.Say(note);
            }
        }
    }

    private void WriteSettings(HtmlPage page)
    {
        page.Section("Net and settings");
        page.Say($"{SetupView.Net(setup, report.Model)}, {Figures.Count(report.Model.ParameterCount, "parameter")}; "
            + $"{SetupView.Rows(setup)} rows, {Figures.Count(setup.Data.Training.Features, "feature")}.");
        page.Table(SetupView.Settings(setup));
        page.Section("Origin");
        var origin = new TextTable("what", "value") { MaximumCell = 400 };
        foreach ((string name, string value) in record.Origin)
        {
            origin.Add(name, value);
        }

        page.Table(origin);
    }
}
