using System.Text;
using System.Text.Json;
using Cajal.AtomicFiles;
using Cajal.Cli.Rendering;
using Cajal.Cli.Rendering.Reports;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary>One sitting of a training, from its beginning or from a checkpoint: shows progress, keeps the folder of the run, prints the results.</summary>
/// <param name="setup">Data and configuration.</param>
/// <param name="run">The folder.</param>
/// <param name="context">Streams, signals, command line.</param>
/// <param name="json">Whether the results are one JSON object.</param>
/// <param name="quiet">Whether nothing is narrated.</param>
/// <param name="doctor">Whether the training doctor looks at the result.</param>
/// <param name="before">Results of what went before the training, told before its own.</param>
internal sealed class Sitting(TrainingSetup setup, RunFolder run, VerbContext context, bool json, bool quiet, bool doctor, IReportedView? before = null)
{
    private readonly RunRecord record = new(run, setup, context.Arguments);

    /// <summary>Trains.</summary>
    /// <param name="train">Begins or goes on.</param>
    /// <returns>The exit code.</returns>
    public int Run(Func<RunOptions, CancellationToken, TrainingReport> train)
    {
        byte[]? earlier = File.Exists(run.Record) ? File.ReadAllBytes(run.Record) : null;
        record.WriteConfiguration();
        record.Write("running");
        if (!quiet)
        {
            Announce();
        }

        try
        {
            TrainingReport report = TrainingProgress.Show(context.Terminal, quiet, watch => train(Options(watch), context.Interruption.Watch()));
            report.SaveModel(run.Model);
            Show(report);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException)
        {
            record.Write("interrupted");
            context.Terminal.Say($"cajal: stopped; the state is saved. Go on with: cajal resume {PrintableText.Escape(run.Path)}");
            return context.Interruption.ExitCode;
        }
        catch (DivergedException)
        {
            record.Write("diverged");
            throw;
        }
        catch (Exception error) when (error is CajalException or ArgumentException)
        {
            Withdraw(earlier);
            throw;
        }
    }

    // Nothing was trained: the record of an earlier sitting stands again, and a folder that was made for this one goes.
    private void Withdraw(byte[]? earlier)
    {
        if (earlier is null)
        {
            run.RemoveUnused();
        }
        else
        {
            AtomicFile.Write(run.Record, stream => stream.Write(earlier));
        }
    }

    private RunOptions Options(TrainingWatch? watch) => new()
    {
        CheckpointPath = run.Checkpoint,
        Progress = watch,
        Judging = watch is null ? null : watch.Judge,
        Callbacks = [new EpochLog(run.Metrics, watch)],
        Doctor = doctor,
    };

    private void Announce()
    {
        context.Terminal.Say($"training {setup.Name}: {Figures.Count(setup.Data.Training.Count, "row")}, {Figures.Count(setup.Data.Training.Features, "feature")}, "
            + $"{Figures.Count(setup.Configuration.Epochs, "epoch")} at most, seed {setup.Configuration.Seed}; in {PrintableText.Escape(run.Path)}");
    }

    private void Show(TrainingReport report)
    {
        var view = new TrainingView(setup, report, run);
        void WriteProperties(Utf8JsonWriter writer)
        {
            before?.WriteProperties(writer);
            view.WriteProperties(writer);
        }

        record.Write("finished", WriteProperties);
        AtomicFile.Write(run.Report, stream => stream.Write(Encoding.UTF8.GetBytes(new TrainingPage(setup, report, record).Write(before))));
        if (json)
        {
            JsonOutput.Write(context.Terminal.Output, WriteProperties);
        }
        else
        {
            before?.WriteText(context.Terminal);
            view.WriteText(context.Terminal);
        }
    }
}
