using System.CommandLine;
using System.Globalization;
using System.Text;
using Cajal.AtomicFiles;
using Cajal.Cli.Rendering;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal explain</c>: what a model relies on, why a row gets its prediction, what hidden units respond to.</summary>
internal sealed class ExplainVerb : Verb
{
    private const string Permutation = "permutation";
    private const string Gradients = "integrated-gradients";
    private const string Slopes = "saliency";
    private const string Units = "units";
    private static readonly string[] Methods = [Permutation, Gradients, Slopes, Units];
    private static readonly string[] Baselines = ["mean", "zero"];

    private readonly Argument<string> model = ModelArgument.New();
    private readonly Argument<string> data = new(DataSource.ArgumentName) { Description = DataSource.Description };
    private readonly TableOptions reading = new();
    private readonly Option<string?> method = NewOption.Text("--method", "NAME", $"{string.Join(", ", Methods)} (default: {Permutation}; with --row {Gradients})");
    private readonly Option<int?> row = NewOption.Whole("--row", "The row to explain, from 0");
    private readonly Option<string?> output = NewOption.Text("--class", "NAME", "The class, label or value that is explained (default: the predicted one)");
    private readonly Option<string?> baseline = NewOption.Text("--baseline", "mean|zero", "What a row is compared with: the average row of the data (default of tables), or zeros (black; default of images)");
    private readonly Option<string?> metric = NewOption.Text("--metric", "NAME", "The figure that gets worse where a column is permuted (default: accuracy, f1Micro or rmse)");
    private readonly Option<int?> repeats = NewOption.Whole("--repeats", "Permutations of each column (default: 10)");
    private readonly Option<int?> top = NewOption.Whole("--top", "Columns, or units of each layer, that are shown (default: 20; of units 8)");
    private readonly Option<ulong?> seed = NewOption.Seed("Seed of the permutations (default: 0)");
    private readonly Option<int?> threads = NewOption.Whole("--threads", "Threads; 0 for all processors; the numbers do not depend on it");
    private readonly Option<string?> picture = NewOption.Text("--svg", "FILE", "Draw it into an SVG file");
    private readonly Option<bool> json = NewOption.Json();

    public ExplainVerb(VerbContext context)
        : base("explain", "Explain a model: what it relies on, why a row gets its prediction, what its hidden units respond to")
    {
        Add(model);
        Add(data);
        foreach (Option option in new Option[] { method, row, output, baseline, metric, repeats, top, seed, threads, picture })
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
        ("cajal explain runs/titanic-1 test.csv", "which columns the model relies on: how much worse it gets where one is permuted"),
        ("cajal explain runs/titanic-1 test.csv --row 7", "what each column adds to the prediction of a row; the parts sum to the difference from the average row"),
        ("cajal explain runs/mnist-1 mnist --row 0 --svg seven.svg", "which pixels speak for the predicted digit, as a picture"),
        ("cajal explain runs/mnist-1 mnist --method units --svg weights.svg", "what hidden units respond to; the weights of the first layer as pictures"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        string chosen = Choose(parsed);
        CheckPicture(parsed);
        var loaded = LoadedModel.Read(parsed.GetValue(model)!);
        List<string> notes = [];
        IExplanationView view = chosen switch
        {
            Permutation => Importance(parsed, loaded, context, notes),
            Units => Responses(parsed, loaded, context, notes),
            _ => Row(parsed, chosen, loaded, context, notes),
        };
        foreach (string note in notes)
        {
            context.Terminal.Say(PrintableText.Escape(note));
        }

        if (parsed.GetValue(picture) is { } path)
        {
            string svg = view.ToSvg();
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(svg)));
            context.Terminal.Say($"{PrintableText.Escape(path)} written.");
        }

        if (parsed.GetValue(json))
        {
            JsonOutput.Write(context.Terminal.Output, writer =>
            {
                writer.WriteString("method", chosen);
                view.WriteProperties(writer);
            });
        }
        else
        {
            view.WriteText(context.Terminal);
        }

        return ExitCodes.Done;
    }

    private string Choose(ParseResult parsed)
    {
        string chosen = parsed.GetValue(method) ?? (parsed.GetValue(row) is null ? Permutation : Gradients);
        if (!Methods.Contains(chosen))
        {
            throw new ConfigurationException($"--method: {PrintableText.Quote(chosen)} is no method.{NearestName.Advice(chosen, Methods)}");
        }

        bool ofRow = chosen is Gradients or Slopes;
        Option[] strange = ofRow ? [metric, repeats, seed] : [row, output, baseline, .. chosen == Units ? new Option[] { metric, repeats, seed } : []];
        if (Array.Find(strange, option => parsed.GetResult(option) is not null) is { } other)
        {
            throw new ConfigurationException($"{other.Name} is not for --method {chosen}. Leave it out, or choose another method.");
        }

        return chosen == Slopes && parsed.GetResult(baseline) is not null
            ? throw new ConfigurationException($"{baseline.Name} is not for --method {Slopes}, which compares with nothing. Leave it out.")
            : chosen;
    }

    private void CheckPicture(ParseResult parsed)
    {
        if (parsed.GetValue(picture) is { } path && !path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            throw new ConfigurationException($"--svg is {PrintableText.Quote(path)}, expected a file whose name ends in .svg.");
        }
    }

    private int Top(ParseResult parsed, int usual) => parsed.GetValue(top) switch
    {
        null => usual,
        >= 1 and int number => number,
        int other => throw new ConfigurationException($"--top is {other}, expected a number from 1."),
    };

    private ImportanceView Importance(ParseResult parsed, LoadedModel loaded, VerbContext context, List<string> notes)
    {
        int count = parsed.GetValue(repeats) ?? 10;
        if (count is < 1 or > PermutationImportanceOptions.MostRepetitions)
        {
            throw new ConfigurationException($"--repeats is {count}, expected a number from 1 to {PermutationImportanceOptions.MostRepetitions}.");
        }

        var options = new PermutationImportanceOptions
        {
            Metric = parsed.GetValue(metric) is { } name ? Metric.Named(name) : null,
            Repetitions = count,
            Groups = loaded.Groups,
            Seed = parsed.GetValue(seed) ?? 0,
            Threads = parsed.GetValue(threads) ?? 0,
        };
        Dataset rows = Labelled(parsed, loaded, context, notes);
        var importance = PermutationImportance.Of(loaded.Network, rows, options, context.Interruption.Watch());
        return new ImportanceView(importance, loaded, Top(parsed, 20));
    }

    private ResponsesView Responses(ParseResult parsed, LoadedModel loaded, VerbContext context, List<string> notes) =>
        new(UnitResponses.Of(loaded.Network, Labelled(parsed, loaded, context, notes)), loaded, Top(parsed, 8));

    private RowView Row(ParseResult parsed, string chosen, LoadedModel loaded, VerbContext context, List<string> notes)
    {
        (float[] inputs, Table? table, _) = loaded.Inputs(parsed.GetValue(data)!, new DataSettings(reading.Said(parsed)), context.Terminal.OpenInput, notes);
        int features = loaded.Network.InputShape.Count;
        int number = Number(parsed, inputs.Length / features);
        float[] chosenRow = inputs.AsSpan(number * features, features).ToArray();
        int? wanted = Output(parsed, loaded);
        string compared = parsed.GetValue(baseline) ?? (loaded.TakesImages ? "zero" : "mean");
        if (!Baselines.Contains(compared))
        {
            throw new ConfigurationException($"--baseline: {PrintableText.Quote(compared)} is no baseline.{NearestName.Advice(compared, Baselines)}");
        }

        if (chosen == Gradients && compared == "mean" && inputs.Length == features)
        {
            throw new ConfigurationException("The data hold a single row, which is its own average: nothing would be left to explain. Give more rows, or compare with --baseline zero.");
        }

        var explained = new ExplainedRow(loaded, table, number, chosenRow);
        return chosen == Slopes
            ? RowView.Of(explained, Saliency.Of(loaded.Network, chosenRow, wanted), Top(parsed, 20))
            : RowView.Of(
                explained,
                IntegratedGradients.Of(loaded.Network, chosenRow, new() { Output = wanted, Baseline = compared == "mean" ? Mean(inputs, features) : null }),
                compared, Top(parsed, 20));
    }

    private Dataset Labelled(ParseResult parsed, LoadedModel loaded, VerbContext context, List<string> notes) =>
        loaded.Labelled(parsed.GetValue(data)!, new DataSettings(reading.Said(parsed)), context.Terminal.OpenInput, notes);

    private int Number(ParseResult parsed, int count) => parsed.GetValue(row) switch
    {
        null when count == 1 => 0,
        null => throw new ConfigurationException($"Which row is to be explained? Say it with --row, a number from 0 to {count - 1}."),
        { } number when number >= 0 && number < count => number,
        { } number => throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"--row is {number}, expected a number from 0 to {count - 1}.")),
    };

    private int? Output(ParseResult parsed, LoadedModel loaded)
    {
        if (parsed.GetValue(output) is not { } name)
        {
            return null;
        }

        string[] names = [.. loaded.Target.Kind == TargetKind.Classes ? loaded.Target.ClassNames : loaded.Target.Columns];
        int index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw new ConfigurationException($"--class: the model predicts no {PrintableText.Quote(name)}.{NearestName.Advice(name, names)}");
    }

    private static float[] Mean(float[] inputs, int features)
    {
        double[] sums = new double[features];
        for (int place = 0; place < inputs.Length; place++)
        {
            sums[place % features] += inputs[place];
        }

        return [.. sums.Select(sum => (float)(sum * features / inputs.Length))];
    }
}
