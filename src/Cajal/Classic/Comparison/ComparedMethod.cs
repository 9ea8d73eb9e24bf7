namespace Cajal;

/// <summary>A classical method judged on data.</summary>
/// <param name="Name">The method, e.g. <c>one-vs-one, perceptron</c>.</param>
/// <param name="Models">Models of one or two classes that it is made of; 0 where nothing is fitted.</param>
/// <param name="Test">Its figures on rows it has not seen.</param>
/// <param name="Training">Its figures on the rows that it learned from.</param>
/// <param name="Seconds">Time of the fit.</param>
/// <param name="Remark">What a person should know of the fit; null when there is nothing.</param>
public sealed record ComparedMethod(string Name, int Models, EvaluationReport Test, EvaluationReport Training, double Seconds, string? Remark);
