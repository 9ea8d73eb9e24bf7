namespace Cajal;

/// <summary>A parameter that a layer wants: learned, or a statistic that the layer keeps itself.</summary>
/// <param name="Name">Short name, unique in the layer: <c>weight</c>, <c>bias</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Initializer">Its first values.</param>
/// <param name="IsWeight">True for weight matrices: only these are decayed or penalised, never biases or scales.</param>
/// <param name="FanIn">Inputs that one output depends on.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
/// <param name="RateFactor">Multiplies the learning rate for this parameter.</param>
/// <param name="IsStatistic">
/// True for what a layer observes while it is trained, e.g. a running mean: it has no gradient and no optimiser's state, <see cref="LayerContext.Update"/> says its
/// next value, and it is saved with the model.
/// </param>
internal sealed record ParameterDeclaration(
    string Name, Shape Shape, Initializer Initializer, bool IsWeight, int FanIn, int FanOut, double RateFactor = 1, bool IsStatistic = false);
