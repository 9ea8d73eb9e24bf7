using System.CommandLine;
using Cajal.Cli.Rendering;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary>The part of <c>cajal inspect</c> that shows a known net, without allocating its weights.</summary>
internal sealed class NetInspection
{
    private const int DefaultBatchSize = 8;
    private const string ForTheList = "list";

    private readonly Option<string?> net = NewOption.Text("--net", "NAME", $"A known net in place of a model: layers, shapes, parameters, connections, memory of a training step; {ForTheList} lists all");
    private readonly Option<string?> imageSize = NewOption.Text("--image-size", "HxW", "Height and width of the net's pictures (default: as it was made for)");
    private readonly Option<bool> gray = new("--gray") { Description = "The net's pictures are gray (default: as it was made for)" };
    private readonly Option<int?> classes = NewOption.Whole("--classes", "Number of the net's classes (default: as it was made for)");
    private readonly Option<int?> batchSize = NewOption.Whole("--batch-size", $"Rows of the net's training step (default: {DefaultBatchSize})");

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (Option option in Options)
        {
            verb.Add(option);
        }
    }

    /// <summary>Whether a net is asked for.</summary>
    public bool IsWanted(ParseResult parsed) => parsed.GetValue(net) is not null;

    /// <summary>Refuses what is meant for nets where none is asked for.</summary>
    /// <exception cref="ConfigurationException">There is such an option.</exception>
    public void RequireNone(ParseResult parsed)
    {
        if (Options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } said)
        {
            throw new ConfigurationException($"{said.Name} is for known nets. Leave it out, or name one with {net.Name}, such as resnet18.");
        }
    }

    /// <summary>Shows the net.</summary>
    public void Run(ParseResult parsed, bool json, TextWriter output)
    {
        if (parsed.GetValue(net) == ForTheList)
        {
            NetList.Write(json, output);
            return;
        }

        var known = KnownNets.ByName(parsed.GetValue(net)!);
        int rows = parsed.GetValue(batchSize) ?? DefaultBatchSize;
        if (rows < 1)
        {
            throw new ConfigurationException($"{batchSize.Name} is {rows}, expected a number from 1.");
        }

        var view = new NetView(known, known.Create(Pictures(parsed, known.InputShape), parsed.GetValue(classes)), rows);
        if (json)
        {
            view.WriteJson(output);
        }
        else
        {
            view.WriteText(output);
        }
    }

    private IEnumerable<Option> Options => [net, imageSize, gray, classes, batchSize];

    private Shape Pictures(ParseResult parsed, Shape own)
    {
        (int height, int width) = parsed.GetValue(imageSize) is { } text
            ? new DataSettings([new Setting("imageSize", text, imageSize.Name)]).Pictures.Size!.Value
            : (own[0], own[1]);
        return [height, width, parsed.GetValue(gray) ? 1 : own[2]];
    }
}
