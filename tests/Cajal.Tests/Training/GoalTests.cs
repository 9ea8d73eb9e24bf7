namespace Cajal.Tests.Training;

/// <summary>"Until a number of iterations or a desired minimum is reached": the reason stands in the history; limits on weights hold after every step.</summary>
public sealed class GoalTests
{
    private static readonly Dataset Data = FitTests.Blobs(64);

    private static Sequential Net() => new Sequential { new Dense(8), new Tanh(), new Dense(3), new Softmax() }
        .Build([4], 4).Compile(new Sgd(0.3), new CrossEntropy(), new Accuracy());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(8, 2)]
    [InlineData(9, 3)]
    public void A_number_of_steps(int steps, int epochs)
    {
        History history = Net().Fit(Data, new FitOptions { Epochs = 50, BatchSize = 16, MaxSteps = steps });
        Assert.Equal($"{steps} steps done", history.Stopped);
        Assert.Equal(epochs, history.Epochs.Count);
        Assert.All(history.Epochs, epoch => Assert.InRange(epoch.Accuracy!.Value, 0, 1));
    }

    [Fact]
    public void A_training_loss()
    {
        History history = Net().Fit(Data, new FitOptions { Epochs = 500, BatchSize = 16, TargetLoss = 0.2 });
        Assert.StartsWith("the training loss is 0.1", history.Stopped, StringComparison.Ordinal);
        Assert.EndsWith(", at most 0.2", history.Stopped, StringComparison.Ordinal);
        Assert.All(history.Epochs.SkipLast(1), epoch => Assert.True(epoch.Loss > 0.2));
    }

    [Fact]
    public void A_norm_of_the_gradient()
    {
        // Standardised targets equal the inputs. The gradient of the mean of (wx + b − y)² over x = y = (−1, 1) is (2(w − 1), 2b); each step of rate 0.01 takes 2 % off it.
        var data = new Dataset([-1f, 1f], [1], Targets.Values([10f, 30f]));
        Sequential model = new Sequential { new Dense(1, new ZerosInitializer()) }.Build([1], 4).Compile(new Sgd(0.01), new MeanSquaredError());
        History history = model.Fit(data, new FitOptions { Epochs = 5000, BatchSize = 2, GradientNorm = 1e-3 });
        Assert.Matches("^the gradient's norm is 0.000[0-9]+, at most 0.001, in step [0-9]+$", history.Stopped);
        Assert.Equal(1 + (int)Math.Ceiling(Math.Log(1e-3 / 2) / Math.Log(0.98)), history.Epochs.Count);
    }

    [Fact]
    public void Impossible_limits_are_refused()
    {
        Assert.Contains("MaxSteps", Refusal(new FitOptions { MaxSteps = 0 }), StringComparison.Ordinal);
        Assert.Contains("Retries", Refusal(new FitOptions { Retries = -1 }), StringComparison.Ordinal);
        Assert.Contains("Fit: L1 is -1, expected a number from 0.", Refusal(new FitOptions { L1 = -1 }), StringComparison.Ordinal);
        Assert.Contains("Fit: MaxNorm is 0, expected a number above 0, or none for no limit.", Refusal(new FitOptions { MaxNorm = 0 }), StringComparison.Ordinal);
        Assert.Contains("Fit: GradientNorm is NaN, expected a number above 0", Refusal(new FitOptions { GradientNorm = double.NaN }), StringComparison.Ordinal);
    }

    [Fact]
    public void Max_norm_holds_after_every_step()
    {
        Sequential model = Net();
        float[][] Columns() => [.. model.Parameters.Where(parameter => parameter.Name.EndsWith("weight", StringComparison.Ordinal)).SelectMany(parameter =>
            Enumerable.Range(0, parameter.Shape[1]).Select(column => Enumerable.Range(0, parameter.Shape[0]).Select(row => parameter.Values[(row * parameter.Shape[1]) + column]).ToArray()))];
        for (ulong step = 0; step < 40; step++)
        {
            model.Fit(Data, new FitOptions { Epochs = 1, BatchSize = 16, MaxSteps = 1, MaxNorm = 0.7, Seed = step });
            Assert.All(Columns(), column => Assert.InRange(Math.Sqrt(column.Sum(weight => (double)weight * weight)), 0, 0.7 * (1 + 1e-6)));
        }

        Assert.Contains(Columns(), column => Math.Sqrt(column.Sum(weight => (double)weight * weight)) > 0.699);
    }

    [Theory]
    [InlineData("sgd", 0.3, 0.03)]
    [InlineData("adam", 0.01, 0.5)]
    public void L1_makes_weights_of_noise_exactly_zero(string optimizer, double rate, double strength)
    {
        var random = new Random(5);
        const int Rows = 400, Signal = 3, Noise = 20;
        float[] inputs = [.. Enumerable.Range(0, Rows * (Signal + Noise)).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        int[] classes = [.. Enumerable.Range(0, Rows).Select(row => inputs[row * (Signal + Noise)] + inputs[(row * (Signal + Noise)) + 1] - inputs[(row * (Signal + Noise)) + 2] > 0 ? 1 : 0)];
        var data = new Dataset(inputs, [Signal + Noise], Targets.Classes(classes, ["no", "yes"]));
        Sequential model = new Sequential { new Dense(2), new Softmax() }.Build([Signal + Noise], 1).Compile(Optimizer.ByName(optimizer) with { LearningRate = rate }, new CrossEntropy(), new Accuracy());
        model.Fit(data, new FitOptions { Epochs = 100, BatchSize = 100, L1 = strength });
        float[] weights = model.Parameters[0].Values.ToArray();
        int zeros = Enumerable.Range(Signal, Noise).Count(column => weights[2 * column] == 0 && weights[(2 * column) + 1] == 0);
        Assert.True(zeros >= 0.8 * Noise, $"{zeros} of {Noise} columns of noise have weights of 0");
        Assert.All(Enumerable.Range(0, Signal), column => Assert.NotEqual(0, weights[2 * column]));
        Assert.True(model.Evaluate(data).Report["accuracy"]!.Value > 0.9);
    }

    private static string Refusal(FitOptions options) => Assert.ThrowsAny<ArgumentException>(() => Net().Fit(Data, options)).Message;
}
