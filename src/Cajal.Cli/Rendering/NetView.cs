namespace Cajal.Cli.Rendering;

/// <summary>A known net that has no weights, for people and as JSON: layers, shapes, parameters, connections, memory of a training step.</summary>
/// <param name="known">The net as it is known.</param>
/// <param name="model">The net for pictures of a size and a number of classes.</param>
/// <param name="batchSize">Rows of a training step.</param>
internal sealed class NetView(KnownNet known, Model model, int batchSize)
{
    private readonly IReadOnlyList<LayerCost> layers = LayerCost.Of(model);
    private readonly StepMemory memory = StepMemory.Of(model, batchSize);

    private long Parameters => layers.Sum(layer => layer.Parameters);

    private long Connections => layers.Sum(layer => layer.MultiplyAdds);

    private long Fixed => layers.Where(layer => model.Placed.Frozen.Contains(layer.Name)).Sum(layer => layer.Parameters);

    /// <summary>Writes it as one JSON object.</summary>
    public void WriteJson(TextWriter output) => JsonOutput.Write(output, writer =>
    {
        writer.WriteString("net", known.Name);
        writer.WriteString("source", known.Source);
        writer.Shape("input", model.Placed.InputShape);
        writer.Shape("output", model.Placed.OutputShape);
        writer.WriteNumber("parameters", Parameters);
        writer.WriteNumber("fixedParameters", Fixed);
        writer.WriteNumber("multiplyAdds", Connections);
        writer.WriteStartObject("memory");
        writer.WriteNumber("batchSize", batchSize);
        writer.WriteNumber("parameters", memory.Parameters);
        writer.WriteNumber("state", memory.State);
        writer.WriteNumber("plan", memory.Plan);
        writer.WriteNumber("total", memory.Total);
        writer.WriteEndObject();
        writer.Objects("layers", layers, layer =>
        {
            writer.WriteString("name", layer.Name);
            writer.WriteString("kind", layer.Kind);
            writer.Shape("output", layer.Output);
            writer.WriteNumber("parameters", layer.Parameters);
            writer.WriteNumber("multiplyAdds", layer.MultiplyAdds);
        });
    });

    /// <summary>Writes it for people.</summary>
    public void WriteText(TextWriter output)
    {
        output.WriteLine($"{known.Name}: {known.Source}");
        output.WriteLine($"inputs {model.Placed.InputShape}, outputs {model.Placed.OutputShape}");
        output.WriteLine($"{Figures.Count(Parameters, "parameter")}{(Fixed > 0 ? $", {Figures.Count(Fixed)} of them fixed" : "")}; "
            + $"{Figures.Count(Connections, "connection")}, counted as multiply-adds of a prediction");
        output.WriteLine($"a training step of {Figures.Count(batchSize, "row")}, with momentum, takes {Figures.Bytes(memory.Total)}: "
            + $"parameters {Figures.Bytes(memory.Parameters)}, the optimizer's state {Figures.Bytes(memory.State)}, the batch and all values between {Figures.Bytes(memory.Plan)}");
        output.WriteLine();
        var table = new TextTable("layer", "kind", "output", ">parameters", ">connections");
        foreach (LayerCost layer in layers)
        {
            table.Add(layer.Name, layer.Kind, $"{layer.Output}", Figures.Count(layer.Parameters), Figures.Count(layer.MultiplyAdds));
        }

        table.Add("in all", "", "", Figures.Count(Parameters), Figures.Count(Connections));
        table.WriteTo(output);
    }
}
