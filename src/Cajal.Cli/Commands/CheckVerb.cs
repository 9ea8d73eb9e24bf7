using System.CommandLine;
using Cajal.Cli.Rendering;
using Cajal.Cli.RunFolders;
using Cajal.Cli.Sources;

namespace Cajal.Cli.Commands;

/// <summary><c>cajal check</c>: are the gradients of a model right?</summary>
internal sealed class CheckVerb : Verb
{
    private const int DefaultSample = 1000;

    private readonly Argument<string> model = ModelArgument.New();
    private readonly Option<int?> sample = NewOption.Whole("--sample", $"Weights to compare, spread over all parameters (default: {DefaultSample})");
    private readonly Option<int?> seed = NewOption.Whole("--seed", "Seed of the rows and of the sample (default: 0)");
    private readonly Option<bool> json = NewOption.Json();

    public CheckVerb(VerbContext context)
        : base("check", "Compare a model's gradients with differences of its loss, in float64; exit code 5 where they disagree")
    {
        Add(model);
        Add(sample);
        Add(seed);
        Add(json);
        Runs(context, Run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("cajal check runs/iris-1", "at most 1000 weights, on eight random rows"),
        ("cajal check runs/mnist-1/model.safetensors --sample 200 --json", "fewer weights of a large net, for a program"),
    ];

    private int Run(ParseResult parsed, VerbContext context)
    {
        int count = parsed.GetValue(sample) ?? DefaultSample;
        int seedValue = parsed.GetValue(seed) ?? 0;
        if (count < 1 || seedValue < 0)
        {
            throw new ConfigurationException(count < 1 ? $"--sample is {count}, expected a number from 1." : $"--seed is {seedValue}, expected a number from 0.");
        }

        var net = Model.Load(RunFolder.ModelOf(parsed.GetValue(model)!));
        GradientCheckResult result = net.CheckGradients(RandomRows.For(net, seedValue), count, (ulong)seedValue);
        return Report(result, parsed.GetValue(json), context.Terminal.Output);
    }

    /// <summary>Prints the result.</summary>
    /// <returns>The exit code.</returns>
    internal static int Report(GradientCheckResult result, bool json, TextWriter output)
    {
        if (json)
        {
            JsonOutput.Write(output, writer =>
            {
                writer.WriteNumber("parameters", result.Parameters);
                writer.WriteNumber("checked", result.Checked);
                writer.WriteNumber("skipped", result.Skipped);
                writer.Number("maxRelativeError", result.MaxRelativeError);
                writer.WriteStartObject("worst");
                writer.WriteString("parameter", result.WorstParameter);
                writer.WriteNumber("index", result.WorstIndex);
                writer.WriteEndObject();
                writer.Texts("faults", result.Faults);
                writer.WriteBoolean("ok", result.Ok);
            });
        }
        else
        {
            output.WriteLine(result);
        }

        return result.Ok ? ExitCodes.Done : ExitCodes.GateFailed;
    }
}
