namespace Cajal;

/// <summary>A further thing to be predicted, for models of several outputs.</summary>
/// <param name="Name">Name of the layer that gives the output.</param>
/// <param name="Targets">What it is to give for each example.</param>
public sealed record NamedTargets(string Name, Targets Targets);
