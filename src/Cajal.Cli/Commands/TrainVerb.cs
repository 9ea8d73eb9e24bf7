using System.CommandLine;
using Cajal.Cli.Rendering;
using Cajal.Cli.Rendering.Reports;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal train</c>: from data to a trained and judged net in the folder of a run.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly TrainingOptions options = new();
    private readonly Option<string?> output = NewOption.Text("--output", "FOLDER", "Folder of the run (default: runs/NAME-N); one that holds a run is refused", "-o");
    private readonly Option<int?> folds = NewOption.Whole("--cv", "Judge the settings by cross-validation over N folds first; the rows of the final test take no part");
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Show data, net and every setting with its source; train nothing, write nothing" };
    private readonly Option<bool> findRate = new("--find-rate") { Description = "Try growing learning rates for 100 steps and show where the loss falls; train nothing, write nothing" };
    private readonly Option<bool> json = NewOption.Json();
    private readonly Option<bool> noDoctor = NewOption.NoDoctor();
    private readonly Option<bool> quiet = NewOption.Quiet();

    public TrainVerb(VerbContext context)
        : base("train", "Train a net on data, judge it beside its baselines, save it")
    {
        options.AddTo(this);
        Add(output);
        Add(folds);
        Add(dryRun);
        Add(findRate);
        Add(noDoctor);
        Add(json);
        Add(quiet);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal train iris", "built-in data, everything else inferred and printed"),
        ("cajal train titanic.csv --target Survived --seed 3", "a table of your own"),
        ("cajal train adult.csv --no-header --target -1 --test adult-test.csv", "no column names, test rows in a file of their own"),
        ("cajal train mnist --hidden 512,512 --epochs 10 -o runs/mnist", "a folder of IDX files, a wider net, a folder for the run"),
        ("cajal train wine.csv --target quality --cv 5", "mean and spread of every figure over five folds, before the training"),
        ("cajal train --config runs/iris-1/config.json --set optimizer.learningRate=0.003", "an earlier run's settings with one changed"),
        ("cajal train iris --optimizer sgd --find-rate", "at which learning rates the loss falls, and where it runs away"),
        ("cajal train iris --dry-run", "every setting, its value, and where it comes from"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        string? folder = parsed.GetValue(output) is { } named ? RunFolder.CheckFree(named) : null;
        TrainingSetup setup = TrainingSetup.Prepare(options.Said(parsed), context.Terminal.OpenInput);
        FoldedData? folded = parsed.GetValue(folds) is { } count ? setup.Rows.Fold(setup.Configuration, count) : null;
        if (parsed.GetValue(dryRun))
        {
            ShowDryRun(setup, parsed.GetValue(json), context.Terminal.Output);
            return ExitCodes.Done;
        }

        if (parsed.GetValue(findRate))
        {
            if (folded is not null)
            {
                throw new ConfigurationException("--find-rate trains nothing, so there is nothing to judge by --cv. Leave one of them out.");
            }

            ShowRates(setup, parsed.GetValue(json), context);
            return ExitCodes.Done;
        }

        using RunFolder run = RunFolder.Create(folder, setup.Name);
        IReportedView? judged = folded is null ? null : CrossValidate(folded, setup, run, parsed.GetValue(quiet), context);
        var sitting = new Sitting(setup, run, context, parsed.GetValue(json), parsed.GetValue(quiet), !parsed.GetValue(noDoctor), judged);
        return sitting.Run((runOptions, cancellation) => TrainingRun.Start(setup.Data, setup.Configuration, runOptions, cancellation));
    }

    private static CrossValidationView CrossValidate(FoldedData folded, TrainingSetup setup, RunFolder run, bool quiet, VerbContext context)
    {
        try
        {
            Action<int, Evaluation>? onFold = quiet ? null : (fold, evaluation) => context.Terminal.Say(CrossValidationView.Describe(fold, folded.Count, evaluation));
            return new CrossValidationView(CrossValidation.Run(folded, setup.Configuration, onFold, context.Interruption.Watch()));
        }
        catch
        {
            run.RemoveUnused();
            throw;
        }
    }

    private static void ShowRates(TrainingSetup setup, bool json, VerbContext context)
    {
        var options = new LearningRateRangeOptions { BatchSize = setup.Configuration.BatchSize, Seed = setup.Configuration.Seed, Threads = setup.Configuration.Threads };
        Model model = TrainingRun.BuildModel(setup.Data, setup.Configuration);
        var range = LearningRateRange.Find(model, setup.Data.Training, options, context.Interruption.Watch());
        if (json)
        {
            JsonOutput.Write(context.Terminal.Output, writer => RangeView.WriteProperties(writer, range));
        }
        else
        {
            RangeView.WriteText(context.Terminal, range, setup);
        }
    }

    private static void ShowDryRun(TrainingSetup setup, bool json, TextWriter output)
    {
        Model model = TrainingRun.BuildModel(setup.Data, setup.Configuration);
        if (json)
        {
            JsonOutput.Write(output, writer => SetupView.WriteDryRunProperties(writer, setup, model));
        }
        else
        {
            SetupView.WriteDryRun(output, setup, model);
        }
    }
}
