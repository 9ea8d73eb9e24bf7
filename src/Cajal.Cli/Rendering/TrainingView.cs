using System.Text.Json;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Rendering;

/// <summary>What a training has given, for people and as JSON.</summary>
/// <param name="setup">Data and configuration.</param>
/// <param name="report">The trained model and its figures.</param>
/// <param name="run">Where it lies.</param>
internal sealed class TrainingView(TrainingSetup setup, TrainingReport report, RunFolder run)
{
    private History History => report.History;

    /// <summary>The part that baselines are judged on.</summary>
    private Evaluation? Judged => report.Test ?? report.Validation;

    /// <summary>Writes the properties of the JSON object.</summary>
    public void WriteProperties(Utf8JsonWriter writer)
    {
        SetupView.WriteProperties(writer, setup, report.Model);
        writer.WriteNumber("epochs", History.Epochs.Count);
        writer.WriteNumber("bestEpoch", History.BestEpoch);
        writer.WriteString("stopped", History.Stopped);
        writer.Objects("failedAttempts", History.FailedAttempts, failed =>
        {
            writer.Number("learningRate", failed.LearningRate);
            writer.WriteNumber("epoch", failed.Epoch);
            writer.WriteString("reason", failed.Reason);
        });
        writer.Number("seconds", History.Seconds);
        writer.Number("secondsPerEpoch", History.Epochs.Count == 0 ? null : History.Seconds / History.Epochs.Count);
        foreach ((string name, Evaluation? evaluation) in new[] { ("train", report.Training), ("validation", report.Validation), ("test", report.Test) })
        {
            if (evaluation is not null)
            {
                writer.WriteStartObject(name);
                EvaluationView.WriteProperties(writer, evaluation);
                writer.WriteEndObject();
            }
        }

        writer.WriteStartObject("baseline");
        writer.WriteString("rows", report.Test is null ? "validation" : "test");
        WriteBaseline(writer, "constant", report.ConstantBaseline);
        WriteBaseline(writer, "linear", report.LinearBaseline);
        writer.WriteEndObject();
        if (report.Diagnosis is { } diagnosis)
        {
            DiagnosisView.WriteProperty(writer, diagnosis);
        }

        writer.WriteString("output", run.Path);
        writer.Texts("notes", report.Notes);
    }

    /// <summary>Writes the summary for people.</summary>
    public void WriteText(Terminal terminal)
    {
        TextWriter output = terminal.Output;
        SetupView.WriteText(output, setup, report.Model);
        string rate = History.Epochs.Count == 0 ? "" : $", {Figures.Time(History.Seconds / History.Epochs.Count)} each";
        output.WriteLine($"  training   {Figures.Count(History.Epochs.Count, "epoch")} in {Figures.Time(History.Seconds)}{rate}; stopped: {History.Stopped}");
        output.WriteLine($"             the weights are those of epoch {History.BestEpoch}");
        if (History.FailedAttempts is { Count: > 0 } failed)
        {
            string rates = string.Join(", ", failed.Select(one => FailedAttempt.RateText(one.LearningRate)));
            output.WriteLine($"             diverged at the rate {rates}; begun again and trained at {FailedAttempt.RateText(failed[^1].LearningRate / 10)}");
        }

        output.WriteLine();
        WriteCurve(terminal);
        new TrainingFigures(report).Table(setup.Targets.Kind == TargetKind.Values ? "mean" : "majority").WriteTo(output, "  ");
        output.WriteLine();
        if (Judged is { } judged && EvaluationView.HasDetails(judged.Report))
        {
            EvaluationView.WriteDetails(judged.Report, output);
            output.WriteLine();
        }

        if (report.Diagnosis is { } diagnosis)
        {
            DiagnosisView.WriteText(diagnosis, terminal);
            output.WriteLine();
        }

        WriteNext(output);
    }

    private void WriteCurve(Terminal terminal)
    {
        double[] validation = [.. History.Epochs.Select(epoch => epoch.ValidationLoss).OfType<double>()];
        var curve = new LearningCurve([.. History.Epochs.Select(epoch => epoch.Loss)], validation, History.BestEpoch, terminal.HasUnicode);
        IReadOnlyList<string> lines = curve.Lines(terminal.Width);
        foreach (string line in lines)
        {
            terminal.Output.WriteLine(line);
        }

        if (lines.Count > 0)
        {
            terminal.Output.WriteLine();
        }
    }

    private void WriteNext(TextWriter output)
    {
        string path = PrintableText.Escape(run.Path);
        output.WriteLine($"model: {PrintableText.Escape(run.Model)}");
        output.WriteLine($"report: {PrintableText.Escape(run.Report)}");
        output.WriteLine("next:");
        output.WriteLine($"  cajal predict {path} DATA      predict new rows");
        output.WriteLine($"  cajal evaluate {path} DATA     judge it on other rows");
        output.WriteLine($"  cajal explain {path} DATA      what does it rely on? with --row N: why this prediction?");
        output.WriteLine($"  cajal inspect {path} --plan    layers, parameters, and how it computes");
        output.WriteLine($"  cajal check {path}             are its gradients right?");
    }

    private static void WriteBaseline(Utf8JsonWriter writer, string name, EvaluationReport? figures)
    {
        if (figures is not null)
        {
            writer.WriteStartObject(name);
            figures.WriteProperties(writer);
            writer.WriteEndObject();
        }
    }
}
