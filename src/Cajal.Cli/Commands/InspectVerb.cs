using System.CommandLine;
using Cajal.Cli.Rendering;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;
using Cajal.Cli.Terminals;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal inspect</c>: what a model, a known net or data hold.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string?> what = new("MODEL|DATA")
    {
        Description = $"The folder of a run or a .safetensors file; or data: {DataSource.Description}",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> target = TargetNames.NewOption();
    private readonly TableOptions reading = new();
    private readonly Option<string?> graph = new("--graph")
    {
        Description = "Print the nodes of the model's graph, or draw it into an SVG file",
        HelpName = "FILE.svg",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> layers = NewOption.Text("--layers", "Draw the model's layers and their connections into an SVG file", "FILE.svg");
    private readonly Option<string?> units = NewOption.Text("--units", "Draw each unit of a small net of dense layers, its bias and its weights into an SVG file", "FILE.svg");
    private readonly Option<bool> plan = new("--plan") { Description = "Print the kernel calls of a prediction, with operations and bytes" };
    private readonly Option<bool> trainingPlan = new("--training-plan")
    {
        Description = "Print the kernel calls of a training step by plain descent; frozen layers have no gradients in it",
    };

    private readonly Option<int?> rows = NewOption.Whole("--rows", "Rows of a batch in graph and plans (default: 1)");
    private readonly NetInspection net = new();
    private readonly Option<bool> json = NewOption.Json();

    public InspectVerb(VerbContext context)
        : base("inspect", "Look at a model or a known net (layers, shapes, parameters, graph, plan) or at data (column types, missing values, warnings)")
    {
        Add(what);
        Add(target);
        reading.AddTo(this);
        Add(graph);
        Add(layers);
        Add(units);
        Add(plan);
        Add(trainingPlan);
        Add(rows);
        net.AddTo(this);
        Add(json);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal inspect titanic.csv --target Survived", "what each column is taken for and why; which columns give the target away"),
        ("cajal inspect runs/iris-1 --plan --rows 32", "layers and parameters of a model, and how it predicts 32 rows"),
        ("cajal inspect runs/iris-1 --graph iris.svg", "a picture of the model's graph, operation by operation"),
        ("cajal inspect runs/iris-1 --layers iris.svg", "a picture of its layers"),
        ("cajal inspect runs/xor-1 --units xor.svg", "a small net as on a blackboard: units, biases, weights"),
        ("cajal inspect --net resnet18 --batch-size 8", "a known net: layers, parameters, connections, and the memory that a training step will take"),
        ("cajal inspect mnist", "a folder of IDX files, or of PNG files in a folder for each class: images of each class"),
        ("cajal inspect adult.csv --no-header --json", "the same for a program, of a file without column names"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        string? path = parsed.GetValue(what);
        if (net.IsWanted(parsed))
        {
            RefuseBesideNet(parsed, path);
            net.Run(parsed, parsed.GetValue(json), context.Terminal.Output);
            return ExitCodes.Done;
        }

        net.RequireNone(parsed);
        if (path is null)
        {
            throw new ConfigurationException("There is nothing to inspect. Name the folder of a run, data, or a known net with --net.");
        }

        RefuseMixture(parsed, path);
        if (RunFolder.IsModel(path))
        {
            InspectModel(parsed, LoadedModel.Read(path), context.Terminal.Output);
        }
        else if (ImageSource.IsOne(path))
        {
            ImageInspection.Write(ImageSource.Read(path, new ImageFolderOptions()), parsed.GetValue(json), context.Terminal.Output);
        }
        else
        {
            InspectTable(parsed, path, context.Terminal);
        }

        return ExitCodes.Done;
    }

    private void RefuseBesideNet(ParseResult parsed, string? path)
    {
        if (path is not null)
        {
            throw new ConfigurationException($"--net names what is inspected, and so does {PrintableText.Quote(path)}. Leave one of them out.");
        }

        if (new Option[] { graph, layers, units, plan, trainingPlan, rows, target }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } option)
        {
            throw new ConfigurationException($"{option.Name} is for models and data, a known net has no weights and no rows. Leave it out.");
        }
    }

    private void RefuseMixture(ParseResult parsed, string path)
    {
        Option[] wanted = [.. new Option[] { graph, layers, units, plan, trainingPlan }.Where(option => parsed.GetResult(option) is { Implicit: false })];
        foreach (Option<string?> drawing in wanted.OfType<Option<string?>>())
        {
            if (parsed.GetValue(drawing) is { } picture && !picture.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            {
                string remedy = drawing == graph ? $" To print the nodes, put {drawing.Name} last." : "";
                throw new ConfigurationException($"{drawing.Name} is '{PrintableText.Escape(picture)}', expected a file whose name ends in .svg.{remedy}");
            }
        }

        if (wanted.Length > 0 && !RunFolder.IsModel(path))
        {
            throw new ConfigurationException($"{wanted[0].Name} is for models, but {PrintableText.Escape(path)} is none. Leave it out, or name the folder of a run.");
        }

        if (wanted.Length > 0 && parsed.GetValue(json))
        {
            throw new ConfigurationException($"{wanted[0].Name} is for people, {json.Name} is for programs. Leave one of them out.");
        }
    }

    private void InspectModel(ParseResult parsed, LoadedModel model, TextWriter output)
    {
        int batch = parsed.GetValue(rows) ?? 1;
        if (batch < 1)
        {
            throw new ConfigurationException($"--rows is {batch}, expected a number from 1.");
        }

        var view = new ModelView(model);
        if (parsed.GetValue(json))
        {
            view.WriteJson(output);
            return;
        }

        // Nets that have no such picture are refused before anything is printed.
        string? unitsFile = parsed.GetValue(units);
        if (unitsFile is not null)
        {
            view.DrawUnits(unitsFile);
        }

        view.WriteText(output);
        if (parsed.GetResult(graph) is not null)
        {
            output.WriteLine();
            ShowGraph(view, parsed.GetValue(graph), batch, output);
        }

        if (parsed.GetValue(layers) is { } layersFile)
        {
            view.DrawLayers(layersFile);
            output.WriteLine($"\nlayers: drawn in {PrintableText.Escape(layersFile)}");
        }

        if (unitsFile is not null)
        {
            output.WriteLine($"\nunits: drawn in {PrintableText.Escape(unitsFile)}");
        }

        if (parsed.GetValue(plan))
        {
            output.WriteLine();
            view.WritePlan(output, batch);
        }

        if (parsed.GetValue(trainingPlan))
        {
            output.WriteLine();
            view.WriteTrainingPlan(output, batch);
        }
    }

    private static void ShowGraph(ModelView view, string? picture, int batch, TextWriter output)
    {
        if (picture is null)
        {
            view.WriteGraph(output, batch);
            return;
        }

        view.DrawGraph(picture, batch);
        output.WriteLine($"graph, {Figures.Count(batch, "row")}: drawn in {PrintableText.Escape(picture)}");
    }

    private void InspectTable(ParseResult parsed, string path, Terminal terminal)
    {
        IEnumerable<Setting> said = reading.Said(parsed);
        var settings = new DataSettings(parsed.GetValue(target) is { } names ? said.Append(new Setting("target", names, target.Name)) : said);
        var inspection = TableInspection.Of(TargetNames.Choose(settings.Read(path, terminal.OpenInput), settings.Targets));
        if (parsed.GetValue(json))
        {
            JsonOutput.WriteObject(terminal.Output, inspection.WriteJson);
        }
        else
        {
            terminal.Output.Write(inspection);
        }
    }
}
