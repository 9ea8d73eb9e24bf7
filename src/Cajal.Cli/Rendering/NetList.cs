namespace Cajal.Cli.Rendering;

/// <summary>The known nets with their sizes, for people and as JSON.</summary>
internal static class NetList
{
    /// <summary>Writes it.</summary>
    public static void Write(bool json, TextWriter output)
    {
        (KnownNet Net, long Parameters, long MultiplyAdds)[] nets = [.. KnownNets.All.Select(net =>
        {
            IReadOnlyList<LayerCost> layers = LayerCost.Of(net.Create());
            return (net, layers.Sum(layer => layer.Parameters), layers.Sum(layer => layer.MultiplyAdds));
        })];
        if (json)
        {
            JsonOutput.Write(output, writer => writer.Objects("nets", nets, one =>
            {
                writer.WriteString("net", one.Net.Name);
                writer.Shape("input", one.Net.InputShape);
                writer.WriteNumber("classes", one.Net.Classes);
                writer.WriteNumber("parameters", one.Parameters);
                writer.WriteNumber("multiplyAdds", one.MultiplyAdds);
                writer.WriteString("source", one.Net.Source);
            }));
            return;
        }

        var table = new TextTable("net", ">parameters", ">connections", "made for", "source") { MaximumCell = 120 };
        foreach ((KnownNet net, long parameters, long multiplyAdds) in nets)
        {
            table.Add(net.Name, Figures.Count(parameters), Figures.Count(multiplyAdds), $"{net.InputShape}, {Figures.Count(net.Classes)} classes", net.Source);
        }

        table.WriteTo(output);
    }
}
