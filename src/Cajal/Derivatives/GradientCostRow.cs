namespace Cajal;

/// <summary>What the gradient of one net costs by three methods: multiply-adds of matrix products, counted at each evaluation, and times.</summary>
/// <param name="Width">Units of each layer.</param>
/// <param name="Weights">How many weights there are.</param>
/// <param name="Forward">Multiply-adds of one forward pass.</param>
/// <param name="OnePerWeight">Of one derivative for each weight: a pass in forward mode for each.</param>
/// <param name="Differences">Of two-sided finite differences: two forward passes for each weight.</param>
/// <param name="Backward">Of backpropagation, the forward pass left out.</param>
/// <param name="ForwardTime">Time of one forward pass.</param>
/// <param name="OnePerWeightTime">Time of one derivative for each weight.</param>
/// <param name="DifferencesTime">Time of finite differences.</param>
/// <param name="BackwardTime">Time of backpropagation, forward pass included.</param>
/// <param name="LargestDisagreement">Largest distance between the gradients of the three methods, relative above 1.</param>
public sealed record GradientCostRow(
    int Width,
    long Weights,
    long Forward,
    long OnePerWeight,
    long Differences,
    long Backward,
    TimeSpan ForwardTime,
    TimeSpan OnePerWeightTime,
    TimeSpan DifferencesTime,
    TimeSpan BackwardTime,
    double LargestDisagreement);
