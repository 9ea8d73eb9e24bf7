using System.Text;
using System.Text.Json.Nodes;
using Cajal.AtomicFiles;
using Cajal.Cli.Sources;
using Cajal.Models;
using Cajal.Planning;
using Cajal.Training;

namespace Cajal.Cli.Rendering;

/// <summary>What a model file holds, for people and as JSON.</summary>
/// <param name="loaded">The model.</param>
internal sealed class ModelView(LoadedModel loaded)
{
    private const int MostNames = 20;

    /// <summary>Characters of a line of a layer's settings.</summary>
    private const int SettingsWidth = 60;

    private readonly Model model = loaded.Network;

    /// <summary>Writes it as one JSON object.</summary>
    public void WriteJson(TextWriter output) => JsonOutput.Write(output, writer =>
    {
        writer.WriteString("model", loaded.File);
        writer.WriteNumber("parameters", model.ParameterCount);
        writer.WriteString("task", TaskName);
        writer.Shape("input", model.InputShape);
        writer.Shape("output", model.OutputShape);
        writer.Texts("outputNames", model.OutputNames);
        writer.Texts("target", loaded.Target.Columns);
        writer.Texts("columns", loaded.InputColumns);
        writer.WriteString("scaler", loaded.ScalerName);
        writer.WriteNumber("seed", model.Seed);
        writer.Texts("inputs", model.Built.Network.Architecture.Inputs);
        writer.Texts("outputs", model.Built.Network.Architecture.Outputs);
        writer.Objects("layers", model.Built.Network.Layers, layer =>
        {
            writer.WriteString("name", layer.Name);
            writer.WriteString("kind", layer.Layer.Kind);
            writer.Texts("takes", layer.Takes);
            writer.Shape("output", layer.Output);
            writer.WriteNumber("parameters", Count(layer));
            writer.WritePropertyName("settings");
            Settings(layer.Layer).WriteTo(writer);
        });
    });

    /// <summary>Writes it for people.</summary>
    public void WriteText(TextWriter output)
    {
        output.WriteLine($"{PrintableText.Escape(loaded.File)}: {Figures.Count(model.ParameterCount, "parameter")}, seed {model.Seed}");
        output.WriteLine($"task: {TaskName ?? "not known"}; inputs {model.InputShape}, outputs {model.OutputShape}{Names()}");
        foreach (string further in FurtherInputs().Concat(FurtherOutputs()))
        {
            output.WriteLine($"further {further}");
        }

        output.WriteLine($"predicts: {List(loaded.Target.Columns)}");
        output.WriteLine($"from: {(loaded.InputColumns.Count > 0 ? List(loaded.InputColumns) : $"inputs {model.InputShape}")}; scaled: {loaded.ScalerName ?? "none"}");
        output.WriteLine();
        bool isChain = model.Built.Network.Architecture.IsChain;
        string[] columns = ["layer", "settings", "output", ">parameters"];
        var table = new TextTable(isChain ? columns : [.. columns, "takes"]) { MaximumCell = SettingsWidth };
        foreach (PlacedLayer layer in model.Built.Network.Layers)
        {
            List<string> settings = InLines(Settings(layer.Layer).Select(one => $"{one.Key} {Setting(one.Value)}"));
            string[] cells = [layer.Name, settings[0], $"{layer.Output}", Numbers(layer)];
            table.Add(isChain ? cells : [.. cells, ModelSummary.Takes(layer)]);
            foreach (string line in settings.Skip(1))
            {
                table.Add([.. Enumerable.Range(0, table.Heads.Count).Select(column => column == 1 ? line : "")]);
            }
        }

        table.WriteTo(output);
    }

    /// <summary>Writes the nodes of the net for a batch of rows.</summary>
    public void WriteGraph(TextWriter output, int rows)
    {
        NetworkGraph net = model.Built.Network.Expand(new Graph(), rows);
        output.WriteLine($"graph, {Figures.Count(rows, "row")}:");
        output.WriteLine(new GraphFunction(net.Outputs).ToString());
    }

    /// <summary>Draws the nodes of the net for a batch of rows into an SVG file.</summary>
    public void DrawGraph(string path, int rows) =>
        Draw(path, model.ToSvg(rows, new DrawingOptions { Direction = DrawingDirection.Downward, Title = $"Graph of {loaded.File}" }));

    /// <summary>Draws the layers into an SVG file.</summary>
    public void DrawLayers(string path) =>
        Draw(path, model.LayersToSvg(new DrawingOptions { Direction = DrawingDirection.Downward, Title = $"Layers of {loaded.File}" }));

    /// <summary>Draws the units into an SVG file.</summary>
    public void DrawUnits(string path) => Draw(path, model.UnitsToSvg(new DrawingOptions { Title = $"Units of {loaded.File}" }));

    private static void Draw(string path, string svg) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(svg)));

    /// <summary>Writes the kernel calls of a prediction of a batch of rows.</summary>
    public void WritePlan(TextWriter output, int rows)
    {
        output.WriteLine($"plan, {Figures.Count(rows, "row")}:");
        output.WriteLine(new ForwardPlan(model.Built.Network, model.Built.Store, rows).ToString());
    }

    /// <summary>Writes the kernel calls of a training step by plain descent on a batch of rows.</summary>
    public void WriteTrainingPlan(TextWriter output, int rows)
    {
        if (!model.HasLoss || model.Outputs.Any(one => one.Kind is null))
        {
            throw new ConfigurationException($"{PrintableText.Escape(loaded.File)}: the model has not been trained, so it has no loss to plan a step for. Train it first.");
        }

        Network network = model.Built.Network;
        IReadOnlyList<OutputTarget> compared = [.. model.Compiled.For(network).Zip(model.Outputs, (loss, one) =>
            new OutputTarget(loss.Loss, one.Kind!.Value, one.Kind == TargetKind.Classes ? 1 : one.Shape.Count, loss.Weight))];
        var step = TrainingStep.Build(network, compared, new Sgd(), new StepSettings(), rows);
        output.WriteLine($"plan of a training step, {Figures.Count(rows, "row")}:");
        output.WriteLine(PlanCompiler<float>.Compile(step.Function, new ParameterStore<float>(step.State, model.Built.Store)).ToString());
    }

    private string? TaskName => model.TargetKind is { } kind ? TaskNames.Of(kind) : null;

    private IEnumerable<string> FurtherInputs()
    {
        Network network = model.Built.Network;
        return network.Architecture.Inputs.Zip(network.InputShapes, model.Built.Scalers).Skip(1)
            .Select(input => $"input '{PrintableText.Escape(input.First)}' {input.Second}; scaled: {input.Third?.Name ?? "none"}");
    }

    private IEnumerable<string> FurtherOutputs() => model.Outputs.Skip(1).Select(one =>
        $"output '{PrintableText.Escape(one.Name)}' {one.Shape}; task: {(one.Kind is { } kind ? TaskNames.Of(kind) : "not known")}{(one.Names.Count == 0 ? "" : $" ({List(one.Names)})")}");

    private string Names() => model.OutputNames.Count == 0 ? "" : $" ({List(model.OutputNames)})";

    private static string List(IReadOnlyList<string> names)
    {
        string shown = string.Join(", ", names.Take(MostNames).Select(PrintableText.Escape));
        return names.Count <= MostNames ? shown : $"{shown} and {names.Count - MostNames} more";
    }

    private string Numbers(PlacedLayer layer) => layer.Owner != layer.Name ? $"of {layer.Owner}"
        : Figures.Count(Count(layer)) + (model.Frozen.Contains(layer.Name) && layer.Parameters.Count > 0 ? " frozen" : "");

    private static long Count(PlacedLayer layer) => layer.Parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => (long)parameter.Shape.Count);

    /// <summary>Texts one behind the other, in lines that fit a cell; one empty line where there are none.</summary>
    private static List<string> InLines(IEnumerable<string> texts)
    {
        List<string> lines = [""];
        foreach (string text in texts)
        {
            string longer = lines[^1].Length == 0 ? text : $"{lines[^1]}, {text}";
            if (lines[^1].Length == 0 || longer.Length < SettingsWidth)
            {
                lines[^1] = longer;
            }
            else
            {
                lines[^1] += ",";
                lines.Add(text);
            }
        }

        return lines;
    }

    private static JsonObject Settings(Layer layer)
    {
        JsonObject json = layer.ToJson();
        json.Remove("kind");
        json.Remove("name");
        return json;
    }

    // An initialiser or another thing with settings of its own is named by its kind.
    private static string Setting(JsonNode? value) => value switch
    {
        JsonObject { } thing when thing["kind"] is { } kind => kind.ToString(),
        JsonArray list => $"[{string.Join(", ", list)}]",
        _ => value?.ToString() ?? "none",
    };
}
