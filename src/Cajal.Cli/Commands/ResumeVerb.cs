using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;
using Cajal.Training;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal resume</c>: goes on with a training that was stopped, to the same bits as without the stop.</summary>
internal sealed class ResumeVerb : Verb
{
    private readonly Argument<string> folder = new("RUN") { Description = "The folder of the run" };
    private readonly Option<string?> epochs = NewOption.Text("--epochs", "+N", "Epochs beyond those planned at first; only with a constant learning rate");
    private readonly Option<int?> threads = NewOption.Whole("--threads", "Threads; 0 for all processors; the numbers do not depend on it");
    private readonly Option<bool> json = NewOption.Json();
    private readonly Option<bool> noDoctor = NewOption.NoDoctor();
    private readonly Option<bool> quiet = NewOption.Quiet();

    public ResumeVerb(VerbContext context)
        : base("resume", "Go on with a training that was stopped, exactly as if it had not been")
    {
        Add(folder);
        Add(epochs);
        Add(threads);
        Add(noDoctor);
        Add(json);
        Add(quiet);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal resume runs/iris-1", "go on where Ctrl-C, a crash or a power cut ended it"),
        ("cajal resume runs/iris-1 --epochs +10", "ten epochs more than planned"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        int additional = parsed.GetValue(epochs) is { } text ? Additional(text) : 0;
        using RunFolder run = RunFolder.Open(parsed.GetValue(folder)!);
        using JsonDocument record = run.ReadRecord();
        if (record.RootElement.GetProperty("state").GetString() == "finished" && additional == 0)
        {
            throw new ConfigurationException($"{PrintableText.Escape(run.Path)}: this training has ended "
                + $"({record.RootElement.GetProperty("results").GetProperty("stopped").GetString()}). To train longer, say how much: --epochs +10.");
        }

        RunRecord.CheckData(run, record.RootElement);
        IReadOnlyList<Setting> said = run.ReadSettings();
        if (said.FirstOrDefault(setting => setting is { Key: "data" or "testData", Value: "-" }) is not null)
        {
            throw new ConfigurationException($"{PrintableText.Escape(run.Path)}: its data came from standard input and are gone. Train anew from a file.");
        }

        LoadedCheckpoint checkpoint = Checkpoint.Read(run.Checkpoint);
        TrainingSetup setup = TrainingSetup.Prepare(said, context.Terminal.OpenInput);
        run.TruncateMetrics(checkpoint.State.Epochs.Count);
        var sitting = new Sitting(setup, run, context, parsed.GetValue(json), parsed.GetValue(quiet), !parsed.GetValue(noDoctor));
        return sitting.Run((options, cancellation) => TrainingRun.Resume(
            setup.Data, run.Checkpoint, additional, parsed.GetValue(threads) ?? setup.Configuration.Threads, options, cancellation));
    }

    private static int Additional(string text) =>
        text.StartsWith('+') && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ConfigurationException($"--epochs is {PrintableText.Quote(text)}, expected a plus and a number, such as +10.");
}
