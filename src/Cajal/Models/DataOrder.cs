namespace Cajal.Models;

/// <summary>Inputs and targets of a set in the order of a model's inputs and outputs: the set's own first, further ones by name.</summary>
internal static class DataOrder
{
    /// <summary>The rows of each input.</summary>
    public static IReadOnlyList<Dataset> Inputs(Network network, Dataset data) =>
        [data, .. network.Architecture.Inputs.Skip(1).Select(name => data.FurtherInputs.First(input => input.Name == name).Rows)];

    /// <summary>The targets of each output in their own units.</summary>
    public static IReadOnlyList<Targets> Targets(Network network, Dataset data) =>
        [data.Targets, .. network.Architecture.Outputs.Skip(1).Select(name => data.FurtherTargets.First(target => target.Name == name).Targets)];

    /// <summary>The targets of each output as the losses take them, those of regressions standardised.</summary>
    public static IReadOnlyList<Targets> Standardised(Model model, Dataset data) =>
        [.. Targets(model.Built.Network, data).Zip(model.Meanings, (targets, meaning) => meaning.Scaler?.Apply(targets) ?? targets)];

    /// <summary>What each output is compared with.</summary>
    public static IReadOnlyList<OutputTarget> Compared(IReadOnlyList<OutputLoss> losses, IReadOnlyList<Targets> targets) =>
        [.. losses.Zip(targets, (output, target) => new OutputTarget(output.Loss, target.Kind, target.Width, output.Weight))];
}
