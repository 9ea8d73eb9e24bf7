using System.Text.Json;

namespace Cajal.Tests.Classic;

/// <summary>Fits against minimisers found by another solver to 1e-12; see Golden/linear/generate_linear.py.</summary>
public sealed class GoldenLinearTests
{
    private static readonly string _text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "linear", "linear.json"));

    public static TheoryData<string> Names()
    {
        using JsonDocument document = JsonDocument.Parse(_text);
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(golden => golden.GetProperty("name").GetString()!)];
    }

    public static TheoryData<string> PenalisedClassifications()
    {
        using JsonDocument document = JsonDocument.Parse(_text);
        return
        [
            .. document.RootElement.GetProperty("cases").EnumerateArray()
                .Where(golden => golden.GetProperty("kind").GetString() != "linear" && golden.GetProperty("penalty").GetDouble() > 0)
                .Select(golden => golden.GetProperty("name").GetString()!),
        ];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fit_reaches_the_minimum_of_an_independent_solver(string name)
    {
        GoldenCase golden = GoldenCase.Read(name);
        LinearModel model = golden.Fit(new LinearModelOptions { Penalty = golden.Penalty });

        Assert.True(model.Result.Converged, model.Result.Remark);
        Assert.False(model.Result.Separable);
        Assert.Null(model.Result.Remark);
        Assert.Equal(golden.Objective, model.Result.Objective, 1e-12 * Math.Max(1, golden.Objective));
        golden.AssertParameters(model, 1e-9);
        Assert.InRange(golden.GradientNorm(model), 0, 1e-9 * golden.GradientUnit);
    }

    [Theory]
    [MemberData(nameof(PenalisedClassifications))]
    public void The_limited_memory_solver_reaches_the_same_minimum(string name)
    {
        GoldenCase golden = GoldenCase.Read(name);
        LinearModel model = golden.Fit(new LinearModelOptions
        {
            Penalty = golden.Penalty,
            Solver = Cajal.ClassificationSolver.LimitedMemory,
        });

        Assert.Equal("L-BFGS", model.Result.Method);
        Assert.True(model.Result.Converged, model.Result.Remark);
        golden.AssertParameters(model, 1e-6);
        Assert.InRange(golden.GradientNorm(model), 0, 1e-9);
    }

    [Theory]
    [InlineData("ridge, two outputs")]
    [InlineData("logistic, weak penalty")]
    [InlineData("softmax, weighted")]
    public void Threads_do_not_change_a_bit(string name)
    {
        GoldenCase golden = GoldenCase.Read(name);
        LinearModel one = golden.Fit(new LinearModelOptions { Penalty = golden.Penalty, Threads = 1 });
        LinearModel five = golden.Fit(new LinearModelOptions { Penalty = golden.Penalty, Threads = 5 });

        Assert.Equal(one.Weights, five.Weights);
        Assert.Equal(one.Intercepts, five.Intercepts);
        Assert.Equal(one.Result, five.Result);
    }

    [Theory]
    [InlineData("ridge, wild scales")]
    [InlineData("logistic, 1/n")]
    [InlineData("softmax, 1/n")]
    public void Single_precision_inputs_give_the_same_bits_as_double_ones(string name)
    {
        GoldenCase golden = GoldenCase.Read(name);
        var options = new LinearModelOptions { Penalty = golden.Penalty };

        Assert.Equal(golden.Fit(options).Weights, golden.FitSingle(options).Weights);
    }

    private sealed record GoldenCase(
        string Kind, int Features, int Classes, double Penalty, double[] Inputs, double[] Targets, float[] RowWeights,
        double[] Weights, double[] Intercepts, double Objective)
    {
        /// <summary>Gradients of least squares are taken in units of the targets' deviation and grow with the inputs.</summary>
        public double GradientUnit => Kind == "linear" ? Math.Max(1, Inputs.Max(Math.Abs)) * 100 : 1;

        private int Outputs => Intercepts.Length;

        public static GoldenCase Read(string name)
        {
            using JsonDocument document = JsonDocument.Parse(_text);
            JsonElement golden = document.RootElement.GetProperty("cases").EnumerateArray().Single(e => e.GetProperty("name").GetString() == name);
            return new GoldenCase(
                golden.GetProperty("kind").GetString()!, golden.GetProperty("features").GetInt32(), golden.GetProperty("classes").GetInt32(),
                golden.GetProperty("penalty").GetDouble(), Numbers("inputs"), Numbers("targets"),
                [.. Numbers("rowWeights").Select(w => (float)w)], Numbers("weights"), Numbers("intercepts"),
                golden.GetProperty("objective").GetDouble());

            double[] Numbers(string property) => [.. golden.GetProperty(property).EnumerateArray().Select(e => e.GetDouble())];
        }

        public LinearModel Fit(LinearModelOptions options) => Kind switch
        {
            "linear" => LinearRegression.Fit<double>(Inputs, Features, Targets, options, RowWeights),
            "logistic" => LogisticRegression.Fit<double>(Inputs, Features, Targets, options, RowWeights),
            _ => SoftmaxRegression.Fit<double>(Inputs, Features, Targets, Classes, options, RowWeights),
        };

        public LinearModel FitSingle(LinearModelOptions options)
        {
            float[] inputs = [.. Inputs.Select(x => (float)x)];
            float[] targets = [.. Targets.Select(y => (float)y)];
            return Kind switch
            {
                "linear" => LinearRegression.Fit<float>(inputs, Features, targets, options, RowWeights),
                "logistic" => LogisticRegression.Fit<float>(inputs, Features, targets, options, RowWeights),
                _ => SoftmaxRegression.Fit<float>(inputs, Features, targets, Classes, options, RowWeights),
            };
        }

        public void AssertParameters(LinearModel model, double tolerance)
        {
            double scale = tolerance * Math.Max(1, Weights.Max(Math.Abs));
            for (int i = 0; i < Weights.Length; i++)
            {
                Assert.Equal(Weights[i], model.Weights[i], scale);
            }
            for (int k = 0; k < Outputs; k++)
            {
                Assert.Equal(Intercepts[k], model.Intercepts[k], tolerance * Math.Max(1, Math.Abs(Intercepts[k])));
            }
        }

        /// <summary>The gradient's norm in plain loops, from the formula and the inputs as they are.</summary>
        public double GradientNorm(LinearModel model)
        {
            int rows = RowWeights.Length;
            double total = RowWeights.Sum(w => (double)w);
            double[] gradient = new double[Outputs * (Features + 1)];
            double[] predicted = new double[rows * Outputs];
            model.Predict<double>(Inputs, predicted);
            for (int row = 0; row < rows; row++)
            {
                for (int k = 0; k < Outputs; k++)
                {
                    double target = Kind == "softmax" ? (Targets[row] == k ? 1 : 0) : Targets[(row * Outputs) + k];
                    double error = RowWeights[row] / total * (predicted[(row * Outputs) + k] - target);
                    for (int j = 0; j < Features; j++)
                    {
                        gradient[(k * (Features + 1)) + j] += error * Inputs[(row * Features) + j];
                    }
                    gradient[(k * (Features + 1)) + Features] += error;
                }
            }
            for (int i = 0; i < Weights.Length; i++)
            {
                gradient[(i / Features * (Features + 1)) + (i % Features)] += Penalty * model.Weights[i];
            }
            return Math.Sqrt(gradient.Sum(g => g * g));
        }
    }
}
