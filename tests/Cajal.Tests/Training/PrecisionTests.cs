using Cajal.Kernels;
using Cajal.Models;
using Cajal.Planning;
using Cajal.Training;

namespace Cajal.Tests.Training;

/// <summary>Training in float32 tracks the same training in float64.</summary>
public sealed class PrecisionTests
{
    private const int Batch = 32;
    private const int Steps = 20;

    public static TheoryData<string> Optimizers => ["sgd", "adam", "adamw"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Twenty_steps_in_float32_end_within_two_ten_thousandths_of_those_in_float64(string name)
    {
        var random = new Random(123);
        double[] inputs = [.. GradientCheck.Numbers(random, Batch * 6, -2, 2).Select(value => (double)(float)value)];
        double[] labels = [.. Enumerable.Range(0, Batch).Select(_ => (double)random.Next(4))];
        var network = new Network([new Dense(24), new Tanh(), new Dense(16), new Silu(), new Dense(4), new Softmax()], [6]);
        Optimizer optimizer = Optimizer.ByName(name) with { LearningRate = name == "sgd" ? 0.2 : 0.005 };
        Dictionary<string, double[]> single = Train<float>(network, optimizer, inputs, labels);
        Dictionary<string, double[]> exact = Train<double>(network, optimizer, inputs, labels);
        foreach ((string parameter, double[] expected) in exact)
        {
            double error = Norm(expected.Zip(single[parameter], (a, b) => a - b));
            Assert.True(error <= 2e-4 * Norm(expected), $"{parameter}: relative error {error / Norm(expected)}");
        }
    }

    private static Dictionary<string, double[]> Train<T>(Network network, Optimizer optimizer, double[] inputs, double[] labels)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        TrainingStep step = TrainingStep.Build(network, new CrossEntropy(), optimizer, new StepSettings(L2: 1e-3, ClipNorm: 1), TargetKind.Classes, 1, Batch);
        var first = network.CreateStore<float>();
        network.Initialize(first, 7);
        ParameterStore<T> weights = network.CreateStore<T>();
        foreach ((string name, _) in weights.Entries)
        {
            Fill(weights[name], [.. first[name].ToArray().Select(value => (double)value)]);
        }

        Plan<T> plan = PlanCompiler<T>.Compile(step.Function, new ParameterStore<T>(step.State, weights));
        using var team = new Team(2);
        double[] scalars = new double[optimizer.Scalars.Count];
        for (int number = 1; number <= Steps; number++)
        {
            Fill(plan[step.Inputs[0]], inputs);
            Fill(plan[step.Targets[0]], labels);
            ScalarSet set = Assert.Single(step.Scalars);
            optimizer.ComputeScalars(number, optimizer.LearningRate, scalars);
            for (int index = 0; index < scalars.Length; index++)
            {
                if (set.Nodes[index] is { } node)
                {
                    plan[node][0] = T.CreateChecked(scalars[index]);
                }
            }

            plan.Run(team);
        }

        return weights.Entries.ToDictionary(entry => entry.Name, entry => weights[entry.Name].ToArray().Select(double.CreateChecked).ToArray());
    }

    private static void Fill<T>(Span<T> target, double[] values)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (int index = 0; index < values.Length; index++)
        {
            target[index] = T.CreateChecked(values[index]);
        }
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));
}
