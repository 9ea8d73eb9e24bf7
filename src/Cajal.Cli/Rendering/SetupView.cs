using System.Text.Json;
using Cajal.Cli.Sources;
using Cajal.Kernels;

namespace Cajal.Cli.Rendering;

/// <summary>Data, net and settings before anything is trained, for people and as JSON.</summary>
internal static class SetupView
{
    private const int MostNotes = 12;

    /// <summary>Writes task, target, rows, features, classes, parameters, seed and threads.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, TrainingSetup setup, Model model)
    {
        writer.WriteString("task", TaskOf(setup));
        writer.WriteString("target", string.Join(",", setup.Targets.Names));
        writer.WriteStartObject("rows");
        writer.WriteNumber("train", setup.Data.Training.Count);
        writer.WriteNumber("validation", setup.Data.Validation?.Count ?? 0);
        writer.WriteNumber("test", setup.Data.Test?.Count ?? 0);
        writer.WriteEndObject();
        writer.WriteNumber("features", setup.Data.Training.Features);
        writer.Texts("classes", setup.Targets.ClassNames);
        writer.WriteString("net", setup.Configuration.Net);
        writer.WriteNumber("parameters", model.ParameterCount);
        writer.WriteNumber("seed", setup.Configuration.Seed);
        writer.WriteNumber("threads", setup.Configuration.Threads == 0 ? Team.DefaultThreads : setup.Configuration.Threads);
    }

    /// <summary>Writes the head of a summary.</summary>
    public static void WriteText(TextWriter output, TrainingSetup setup, Model model)
    {
        string target = string.Join(", ", setup.Targets.Names.Select(PrintableText.Escape));
        string classes = setup.Targets.Kind switch
        {
            TargetKind.Classes => $", {Figures.Count(setup.Targets.ClassNames.Length)} classes",
            TargetKind.Labels => $", {Figures.Count(setup.Targets.Width, "label")}",
            _ => "",
        };
        output.WriteLine($"{setup.Name}: {TaskOf(setup)} of {target}{classes}");
        output.WriteLine($"  rows       {Rows(setup)}");
        output.WriteLine($"  features   {Figures.Count(setup.Data.Training.Features)}, scaled: {setup.Configuration.Scale}");
        foreach (string note in Notes(setup))
        {
            output.WriteLine($"             {note}");
        }

        output.WriteLine($"  net        {Net(setup, model)}, {Figures.Count(model.ParameterCount, "parameter")}, seed {setup.Configuration.Seed}");
    }

    /// <summary>Writes what <c>--dry-run</c> shows: data, layers, and every setting with its source.</summary>
    public static void WriteDryRun(TextWriter output, TrainingSetup setup, Model model)
    {
        WriteText(output, setup, model);
        output.WriteLine();
        output.Write(model.Summary().ReplaceLineEndings("\n"));
        output.WriteLine();
        Settings(setup).WriteTo(output);
    }

    /// <summary>How many rows each part has.</summary>
    public static string Rows(TrainingSetup setup) => string.Join(
        ", ",
        new (Dataset? Part, string Name)[] { (setup.Data.Training, "training"), (setup.Data.Validation, "validation"), (setup.Data.Test, "test") }
            .Where(one => one.Part is not null).Select(one => $"{Figures.Count(one.Part!.Count)} {one.Name}"));

    /// <summary>The name of a known net, or the widths of dense layers, inputs and outputs included, with their activation.</summary>
    public static string Net(TrainingSetup setup, Model model) => setup.Configuration.Net
        ?? $"{string.Join(" - ", [setup.Data.Training.Features, .. setup.Configuration.Hidden, model.OutputShape.Count])}, {setup.Configuration.Activation}";

    /// <summary>Every setting with its source.</summary>
    public static TextTable Settings(TrainingSetup setup)
    {
        var table = new TextTable("setting", "value", "where it comes from") { MaximumCell = 200 };
        foreach (Setting setting in setup.InForce)
        {
            table.Add(setting.Key, setting.Value, setting.Source);
        }

        return table;
    }

    /// <summary>Writes what <c>--dry-run --json</c> prints.</summary>
    public static void WriteDryRunProperties(Utf8JsonWriter writer, TrainingSetup setup, Model model)
    {
        WriteProperties(writer, setup, model);
        writer.Texts("notes", setup.Data.Notes);
        writer.Objects("settings", setup.InForce, setting =>
        {
            writer.WriteString("key", setting.Key);
            writer.WriteString("value", setting.Value);
            writer.WriteString("source", setting.Source);
        });
    }

    /// <summary>What a person should know about the data; of very many notes the first ones.</summary>
    public static IEnumerable<string> Notes(TrainingSetup setup)
    {
        IReadOnlyList<string> notes = setup.Data.Notes;
        IEnumerable<string> shown = notes.Take(MostNotes).Select(PrintableText.Escape);
        return notes.Count <= MostNotes ? shown : shown.Append($"and {notes.Count - MostNotes} notes more, see --dry-run --json");
    }

    private static string TaskOf(TrainingSetup setup) => TaskNames.Of(setup.Targets.Kind);
}
