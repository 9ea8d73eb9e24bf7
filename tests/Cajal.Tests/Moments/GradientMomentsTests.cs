using Cajal.Models;

namespace Cajal.Tests.Moments;

/// <summary>G9, back: mean and second moment of the samples' gradients and the Gauss-Newton diagonal against loops over the samples.</summary>
public sealed class GradientMomentsTests
{
    public static TheoryData<string> Cases => ["softmax", "sigmoid labels", "squares", "Huber", "neural tangent", "feature scale"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_equal_explicit_loops_over_the_samples(string which)
    {
        (Sequential model, Dataset data) = Net(which);

        IReadOnlyList<ParameterMoments> moments = GradientMoments.Of(model, data);

        Assert.Equal(model.Parameters.Select(parameter => parameter.Name), moments.Select(moment => moment.Name));
        for (int parameter = 0; parameter < moments.Count; parameter++)
        {
            (double[] mean, double[] second, double[] gaussNewton) = Loop(model, data, parameter);
            Near.Equal(mean, [.. moments[parameter].Mean], 1e-10, $"{which}, mean of {moments[parameter].Name}");
            Near.Equal(second, [.. moments[parameter].SecondMoment], 1e-10, $"{which}, second moment of {moments[parameter].Name}");
            Near.Equal(gaussNewton, [.. moments[parameter].GaussNewton], 1e-10, $"{which}, Gauss-Newton of {moments[parameter].Name}");
        }
    }

    [Fact]
    public void What_is_used_otherwise_than_as_matrix_or_row_is_refused()
    {
        (Sequential model, Dataset data) = Net("softmax");
        var expression = new ModelExpression(model, data);

        string message = Assert.Throws<ArgumentException>(() => new Cajal.Moments.ParameterUse(expression, expression.Inputs)).Message;

        Assert.Equal("Moments: Input 'inputs' is neither the matrix of one product of rows nor a row repeated for each. Use dense layers.", message);
    }

    /// <summary>One sample at a time: gradient, its square, and diag(JᵀHJ) by whole Jacobians and Hessians.</summary>
    private static (double[] Mean, double[] Second, double[] GaussNewton) Loop(Sequential model, Dataset data, int parameter)
    {
        int count = model.Parameters[parameter].Shape.Count;
        (double[] mean, double[] second, double[] gaussNewton) = (new double[count], new double[count], new double[count]);
        for (int row = 0; row < data.Count; row++)
        {
            var sample = new ModelExpression(model, data.Select([row]));
            double[] gradient = sample.Loss.Gradients([sample.Parameters[parameter]])[0].Evaluate(sample.Values);
            double[,] jacobian = sample.Head.Jacobian(sample.Parameters[parameter], sample.Values);
            double[,] hessian = sample.Loss.Hessian(sample.Head, sample.Values);
            for (int i = 0; i < count; i++)
            {
                mean[i] += gradient[i] / data.Count;
                second[i] += gradient[i] * gradient[i] / data.Count;
                for (int a = 0; a < hessian.GetLength(0); a++)
                {
                    for (int b = 0; b < hessian.GetLength(1); b++)
                    {
                        gaussNewton[i] += jacobian[a, i] * hessian[a, b] * jacobian[b, i] / data.Count;
                    }
                }
            }
        }

        return (mean, second, gaussNewton);
    }

    private static (Sequential Model, Dataset Data) Net(string which)
    {
        Dataset data = Training.FitTests.Blobs(7);
        float[] numbers = [.. Enumerable.Range(0, 21).Select(i => (i * 5 % 7) - 3f)];
        WeightScale scale = which == "neural tangent" ? WeightScale.NeuralTangent : WeightScale.Standard;
        var model = new Sequential { new Dense(6, scale: scale), new Tanh(), new Dense(5, scale: scale), new Sigmoid(), new Dense(3) };
        if (which == "feature scale")
        {
            model = [new FeatureScale(), .. model];
        }

        (Loss Loss, Dataset Data, Layer? Last) setting = which switch
        {
            "sigmoid labels" => (new BinaryCrossEntropy(), data.WithTargets(Targets.Labels([.. numbers.Select(x => x > 0 ? 1f : 0)], ["a", "b", "c"])), new Sigmoid()),
            "squares" => (new HalfSquaredError(), data.WithTargets(Targets.Values(numbers, ["a", "b", "c"])), null),
            "Huber" => (new Huber(), data.WithTargets(Targets.Values(numbers, ["a", "b", "c"])), null),
            _ => (new CrossEntropy(), data, new Softmax()),
        };
        if (setting.Last is { } last)
        {
            model.Add(last);
        }

        return (model.Build([4], 6).Compile(new Sgd(), setting.Loss), setting.Data);
    }
}
