using Cajal.Models;

namespace Cajal.Training;

/// <summary>What an output is to learn from a set, or is judged by on it.</summary>
/// <param name="Name">Name of the output.</param>
/// <param name="Compared">Loss, weight, kind and width.</param>
/// <param name="Metrics">Metrics over the validation set.</param>
/// <param name="Own">The set's targets in their own units.</param>
/// <param name="Targets">The targets as the loss takes them, those of a regression standardised.</param>
/// <param name="Scaler">What they were standardised with.</param>
internal sealed record OutputTask(
    string Name, OutputTarget Compared, IReadOnlyList<Metric> Metrics, Targets Own, Targets Targets, TargetScaler? Scaler)
{
    /// <summary>The tasks of a compiled model on a set, in the order of its outputs.</summary>
    public static IReadOnlyList<OutputTask> Of(Model model, Dataset data)
    {
        IReadOnlyList<OutputLoss> losses = model.Compiled.For(model.Built.Network);
        IReadOnlyList<Targets> own = DataOrder.Targets(model.Built.Network, data);
        IReadOnlyList<Targets> standardised = DataOrder.Standardised(model, data);
        IReadOnlyList<OutputTarget> compared = DataOrder.Compared(losses, standardised);
        return [.. losses.Select((output, index) =>
            new OutputTask(output.Output, compared[index], output.Metrics, own[index], standardised[index], model.Meanings[index].Scaler))];
    }
}
