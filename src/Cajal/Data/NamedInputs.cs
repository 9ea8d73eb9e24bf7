namespace Cajal;

/// <summary>A further input of examples, for models of several inputs.</summary>
/// <param name="Name">Name of the model's input that takes it.</param>
/// <param name="Rows">The further input of each example.</param>
public sealed record NamedInputs(string Name, Dataset Rows);
