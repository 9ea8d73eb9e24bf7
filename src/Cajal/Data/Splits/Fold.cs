namespace Cajal;

/// <summary>One of k ways to divide a set for cross-validation.</summary>
/// <param name="Train">Numbers of the rows to train on, ascending.</param>
/// <param name="Test">Numbers of the rows to test on, ascending; every row is in the test part of exactly one fold.</param>
public readonly record struct Fold(int[] Train, int[] Test);
