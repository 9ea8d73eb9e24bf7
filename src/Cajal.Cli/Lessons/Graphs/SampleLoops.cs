using Cajal.Models;

namespace Cajal.Cli.Lessons.Graphs;

/// <summary>Moments of the samples' gradients the plain way: one sample after the other, whole Jacobians and Hessians.</summary>
internal static class SampleLoops
{
    /// <summary>For each parameter the mean of g, of g², and of the diagonal of JᵀHJ.</summary>
    public static IReadOnlyList<ParameterMoments> Of(Model model, Dataset data)
    {
        ModelExpression[] samples = [.. Enumerable.Range(0, data.Count).Select(row => new ModelExpression(model, data.Select([row])))];
        return [.. model.Parameters.Select((parameter, index) =>
        {
            double[][] gradients = [.. samples.Select(sample => sample.Loss.Gradients([sample.Parameters[index]])[0].Evaluate(sample.Values))];
            double[][] curvatures = [.. samples.Select(sample => Curvature(sample, sample.Parameters[index]))];
            int[] elements = [.. Enumerable.Range(0, parameter.Shape.Count)];
            return new ParameterMoments(
                parameter.Name,
                parameter.Shape,
                [.. elements.Select(i => gradients.Average(gradient => gradient[i]))],
                [.. elements.Select(i => gradients.Average(gradient => gradient[i] * gradient[i]))],
                [.. elements.Select(i => curvatures.Average(curvature => curvature[i]))]);
        })];
    }

    private static double[] Curvature(ModelExpression sample, Node parameter)
    {
        double[,] jacobian = sample.Head.Jacobian(parameter, sample.Values);
        double[,] hessian = sample.Loss.Hessian(sample.Head, sample.Values);
        int[] outputs = [.. Enumerable.Range(0, hessian.GetLength(0))];
        return [.. Enumerable.Range(0, parameter.Shape.Count).Select(i => outputs.Sum(a => outputs.Sum(b => jacobian[a, i] * hessian[a, b] * jacobian[b, i])))];
    }
}
