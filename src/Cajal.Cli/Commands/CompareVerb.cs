using System.CommandLine;
using Cajal.Cli.Rendering;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal compare</c>: what the methods before backpropagation make of data.</summary>
internal sealed class CompareVerb : Verb
{
    private readonly Argument<string> data = new(DataSource.ArgumentName) { Description = DataSource.Description };
    private readonly TableOptions reading = new();
    private readonly (Option<string?> Option, string Key)[] options =
    [
        (TargetNames.NewOption(), "target"),
        (NewOption.Text("--task", "TASK", "auto, classification, multilabel or regression (default: auto, from the target's values)"), "task"),
        (NewOption.Text("--scale", "NAME", "robust, standard, quantile, minmax, none"), "scale"),
        (NewOption.Text("--test", "SHARE|FILE", "Share of the rows for the figures, or a file of such rows"), "test"),
        (NewOption.Text("--seed", "N", "Seed of the split, the same as that of train"), "seed"),
    ];

    private readonly Option<bool> json = NewOption.Json();

    public CompareVerb(VerbContext context)
        : base("compare", "Judge linear models and perceptrons, several classes by pairs and by one against all: what a net has to beat")
    {
        Add(data);
        foreach ((Option<string?> option, _) in options)
        {
            Add(option);
        }

        reading.AddTo(this);
        Add(json);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal compare digits", "softmax regression; 10 and 45 logistic units and perceptrons"),
        ("cajal compare titanic.csv --target Survived --seed 3", "on the rows that a training with this seed is tested on"),
        ("cajal compare discs --json", "one logistic regression a label, for a program"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        Setting[] said =
        [
            new("data", parsed.GetValue(data)!, "command line"),
            .. options.Where(one => parsed.GetValue(one.Option) is not null).Select(one => new Setting(one.Key, parsed.GetValue(one.Option)!, one.Option.Name)),
            .. reading.Said(parsed),
        ];
        var setup = TrainingSetup.Prepare([.. said.Select(TrainingOptions.TestFile)], context.Terminal.OpenInput);
        Dataset test = setup.Data.Test
            ?? throw new ConfigurationException("--test: no rows are left to judge by. Give a share above 0, or a file.");
        CancellationToken cancellation = context.Interruption.Watch();
        ComparedMethod[] methods = [.. ClassicComparison.Run(setup.Data.Training, test, cancellation)];
        if (parsed.GetValue(json))
        {
            JsonOutput.Write(context.Terminal.Output, writer => ComparisonView.WriteProperties(writer, setup, methods));
        }
        else
        {
            ComparisonView.WriteText(context.Terminal.Output, setup, methods);
        }

        return ExitCodes.Done;
    }
}
