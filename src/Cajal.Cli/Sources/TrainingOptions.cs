using System.CommandLine;
using System.Globalization;

namespace Cajal.Cli.Sources;

/// <summary>The options of <c>cajal train</c> that set a value, and how options, <c>--config</c> and <c>--set</c> come together: the later one of these wins.</summary>
internal sealed class TrainingOptions
{
    private readonly Argument<string?> data = new(DataSource.ArgumentName)
    {
        Description = DataSource.Description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly TableOptions reading = new();
    private readonly Option<bool> gray = new("--gray") { Description = "Take pictures as gray (default: in color as soon as one is)" };
    private readonly Option<string?> config = NewOption.Text("--config", "FILE", "A JSON file of settings, such as the config.json of a run");
    private readonly Option<string[]> set = new("--set") { HelpName = "KEY=VALUE", Description = "Any setting by its key, such as optimizer.beta2=0.95 (all keys: --dry-run)" };
    private readonly (Option<string?> Option, string Key)[] options;

    public TrainingOptions() => options =
    [
        (TargetNames.NewOption(), "target"),
        (NewOption.Text("--task", "TASK", "auto, classification, multilabel or regression (default: auto, from the target's values)"), "task"),
        (NewOption.Text("--net", "NAME", "A known net for images, such as lenet5, vgg-small, resnet20 (the list: cajal inspect --net list)"), "net"),
        (NewOption.Text("--hidden", "64,64", "Widths of the hidden layers, or none for a linear net"), "hidden"),
        (NewOption.Text("--activation", "NAME", $"Of the hidden layers: {string.Join(", ", Activation.Names)}"), "activation"),
        (NewOption.Text("--loss", "NAME", string.Join(", ", Loss.Names)), "loss"),
        (NewOption.Text("--optimizer", "NAME", string.Join(", ", Optimizer.Names)), "optimizer"),
        (NewOption.Text("--learning-rate", "X", "Rate of the optimizer, at the schedule's highest point"), "optimizer.learningRate"),
        (NewOption.Text("--schedule", "NAME", $"Course of the learning rate: {string.Join(", ", Schedule.Names)}"), "schedule"),
        (NewOption.Text("--warm-up", "SHARE", "Share of the training in which the rate rises from 0, before the schedule"), "warmUp"),
        (NewOption.Text("--retries", "N", "How often a training that diverges begins again with a tenth of the rate"), "retries"),
        (NewOption.Text("--epochs", "N", "Passes over the training rows"), "epochs"),
        (NewOption.Text("--batch-size", "N", "Rows of a step"), "batchSize"),
        (NewOption.Text("--dropout", "X", "Share of hidden units left out in each step"), "dropout"),
        (NewOption.Text("--augment", "LIST", "Random changes of pictures in training, e.g. digits or shift=2,flip: digits (for handwriting), " + string.Join(", ", Augmentation.Names)), "augment"),
        (NewOption.Text("--l2", "X", "Adds X·w to the gradient of weights (not of biases)"), "l2"),
        (NewOption.Text("--l1", "X", "Draws weights (not biases) towards 0 by rate·X in each step, and leaves them there"), "l1"),
        (NewOption.Text("--max-norm", "X", "Largest norm of the weights that lead into a unit, or none"), "maxNorm"),
        (NewOption.Text("--scale", "NAME", "robust, standard, quantile, minmax, none; pixels for images"), "scale"),
        (NewOption.Text("--image-size", "HxW", "Height and width that all pictures are given (default: as they are)"), "imageSize"),
        (NewOption.Text("--validation", "SHARE", "Share of the rows to choose the best epoch by"), "validation"),
        (NewOption.Text("--test", "SHARE|FILE", "Share of the rows for the final figures, or a file of such rows"), "test"),
        (NewOption.Text("--group", "COLUMN", "Rows with the same cell in this column stay in one part"), "group"),
        (NewOption.Text("--time", "COLUMN", "Test on the latest rows by this column"), "time"),
        (NewOption.Text("--class-weight", "none|balanced", "balanced: all classes weigh alike"), "classWeight"),
        (NewOption.Text("--patience", "N", "Stop after so many epochs without a lower validation loss, or none"), "patience"),
        (NewOption.Text("--max-steps", "N", "Stop after so many steps, or none"), "maxSteps"),
        (NewOption.Text("--target-loss", "X", "Stop when the training loss of an epoch is at most X, or none"), "targetLoss"),
        (NewOption.Text("--clip-norm", "X", "Largest norm of all gradients together, or none"), "clipNorm"),
        (NewOption.Text("--seed", "N", "Seed of split, weights, order, dropout: the same seed gives the same bits"), "seed"),
        (NewOption.Text("--threads", "N", "Threads; 0 for all processors; the numbers do not depend on it"), "threads"),
    ];

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(data);
        foreach ((Option<string?> option, _) in options)
        {
            verb.Add(option);
        }

        verb.Add(gray);
        reading.AddTo(verb);
        verb.Add(config);
        verb.Add(set);
    }

    /// <summary>Everything that is said, later settings before earlier ones.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or a <c>--set</c> has no equals sign.</exception>
    public IReadOnlyList<Setting> Said(ParseResult parsed)
    {
        IEnumerable<Setting> said = parsed.GetValue(config) is { } file ? ConfigurationFile.Read(file) : [];
        if (parsed.GetValue(data) is { } given)
        {
            said = said.Append(new Setting("data", given, "command line"));
        }

        said = said
            .Concat(options.Where(one => parsed.GetValue(one.Option) is not null).Select(one => new Setting(one.Key, parsed.GetValue(one.Option)!, one.Option.Name)))
            .Concat(parsed.GetValue(gray) ? [new Setting("gray", "true", gray.Name)] : Array.Empty<Setting>())
            .Concat(reading.Said(parsed))
            .Concat((parsed.GetValue(set) ?? []).Select(Assignment));
        return [.. said.Select(TestFile)];
    }

    private static Setting Assignment(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and int at
        ? new Setting(text[..at].Trim(), text[(at + 1)..].Trim(), "--set")
        : throw new ConfigurationException($"--set is {PrintableText.Quote(text)}, expected KEY=VALUE such as epochs=100.");

    /// <summary><c>--test</c> takes a share or a file; a share is a setting of the training, a file one of the data.</summary>
    internal static Setting TestFile(Setting setting) => setting.Key == "test"
        && !double.TryParse(setting.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        ? setting with { Key = "testData" }
        : setting;
}
