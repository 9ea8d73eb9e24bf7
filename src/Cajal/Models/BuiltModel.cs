using Cajal.Planning;

namespace Cajal.Models;

/// <summary>What a model has once it is bound to an input shape.</summary>
/// <param name="Network">Layers in their places.</param>
/// <param name="Store">The parameters' values.</param>
/// <param name="Scalers">What is applied to each input first, if anything.</param>
/// <param name="Predictor">Predicts from many threads.</param>
/// <param name="Seed">Seed of the first weights.</param>
internal sealed record BuiltModel(Network Network, ParameterStore<float> Store, IReadOnlyList<Scaler?> Scalers, Predictor Predictor, ulong Seed);

/// <summary>How a model is trained and judged.</summary>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="Outputs">What each output is to learn; a model of one output needs no name here.</param>
internal sealed record Compilation(Optimizer Optimizer, IReadOnlyList<OutputLoss> Outputs)
{
    /// <summary>Compiles a model of one output.</summary>
    public Compilation(Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics)
        : this(optimizer, [new OutputLoss("", loss) { Metrics = metrics }])
    {
    }

    /// <summary>The loss of the first or only output.</summary>
    public Loss Loss => Outputs[0].Loss;

    /// <summary>The metrics of the first or only output.</summary>
    public IReadOnlyList<Metric> Metrics => Outputs[0].Metrics;

    /// <summary>The losses in the order of a network's outputs.</summary>
    /// <exception cref="ArgumentException">An output has no loss, or a loss belongs to no output.</exception>
    public IReadOnlyList<OutputLoss> For(Network network)
    {
        IReadOnlyList<string> outputs = network.Architecture.Outputs;
        if (outputs.Count == 1 && Outputs is [{ Output: "" }])
        {
            return [Outputs[0] with { Output = outputs[0] }];
        }

        return outputs.Order().SequenceEqual(Outputs.Select(output => output.Output).Order())
            ? [.. outputs.Select(output => Outputs.Single(one => one.Output == output))]
            : throw new ArgumentException(
                $"{network.Architecture.Title}: it was compiled with losses for {string.Join(", ", Outputs.Select(output => PrintableText.Quote(output.Output)))}, its outputs are "
                + $"{string.Join(", ", outputs.Select(PrintableText.Quote))}. Give Compile one OutputLoss for each.");
    }
}

/// <summary>What an output means.</summary>
/// <param name="Kind">Classes, values or labels.</param>
/// <param name="Names">Names of these.</param>
/// <param name="Scaler">What regression targets are standardised with.</param>
internal sealed record OutputMeaning(TargetKind? Kind, IReadOnlyList<string> Names, TargetScaler? Scaler)
{
    /// <summary>Nothing is known yet.</summary>
    public static OutputMeaning Unknown { get; } = new(null, [], null);

    /// <summary>What targets of a training set say.</summary>
    public static OutputMeaning Of(Targets targets) => new(
        targets.Kind,
        targets.Kind == TargetKind.Classes ? targets.ClassNames : targets.Names,
        targets.Kind == TargetKind.Values ? TargetScaler.Fit(targets) : null);
}
