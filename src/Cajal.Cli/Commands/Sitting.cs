using Cajal.Cli.Rendering;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary>One sitting of a training, from its beginning or from a checkpoint: shows progress, keeps the folder of the run, prints the results.</summary>
/// <param name="setup">Data and configuration.</param>
/// <param name="run">The folder.</param>
/// <param name="context">Streams, signals, command line.</param>
/// <param name="json">Whether the results are one JSON object.</param>
/// <param name="quiet">Whether nothing is narrated.</param>
internal sealed class Sitting(TrainingSetup setup, RunFolder run, VerbContext context, bool json, bool quiet)
{
    private readonly RunRecord record = new(run, setup, context.Arguments);

    /// <summary>Trains.</summary>
    /// <param name="train">Begins or goes on.</param>
    /// <returns>The exit code.</returns>
    public int Run(Func<RunOptions, CancellationToken, TrainingReport> train)
    {
        record.WriteConfiguration();
        record.Write("running");
        if (!quiet)
        {
            Announce();
        }

        try
        {
            TrainingReport report = TrainingProgress.Show(context.Terminal, quiet, progress => train(Options(progress), context.Interruption.Watch()));
            report.SaveModel(run.Model);
            Show(new TrainingView(setup, report, run));
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
        catch (Exception error) when (error is ConfigurationException or ArgumentException)
        {
            run.RemoveUnused();
            throw;
        }
    }

    private RunOptions Options(IProgress<FitProgress>? progress) => new()
    {
        CheckpointPath = run.Checkpoint,
        Progress = progress,
        Callbacks = [new EpochLog(run.Metrics)],
    };

    private void Announce()
    {
        context.Terminal.Say($"training {setup.Name}: {Figures.Count(setup.Data.Training.Count, "row")}, {Figures.Count(setup.Data.Training.Features, "feature")}, "
            + $"{setup.Configuration.Epochs} epochs at most, seed {setup.Configuration.Seed}; in {PrintableText.Escape(run.Path)}");
    }

    private void Show(TrainingView view)
    {
        record.Write("finished", view.WriteProperties);
        if (json)
        {
            JsonOutput.Write(context.Terminal.Output, view.WriteProperties);
        }
        else
        {
            view.WriteText(context.Terminal);
        }
    }
}
