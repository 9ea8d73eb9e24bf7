using Cajal.Planning;

namespace Cajal.Models;

/// <summary>What a model has once it is bound to an input shape.</summary>
/// <param name="Network">Layers in their places.</param>
/// <param name="Store">The parameters' values.</param>
/// <param name="Predictor">Predicts from many threads.</param>
/// <param name="Seed">Seed of the first weights.</param>
internal sealed record BuiltModel(Network Network, ParameterStore<float> Store, Predictor Predictor, ulong Seed);

/// <summary>How a model is trained and judged.</summary>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Metrics">Figures to follow on the validation set.</param>
internal sealed record Compilation(Optimizer Optimizer, Loss Loss, IReadOnlyList<Metric> Metrics);
