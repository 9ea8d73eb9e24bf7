namespace Cajal.Tests.Doctor;

/// <summary>What is looked at before a long training, and the rehearsal that it rests on.</summary>
public sealed class TrainingChecksTests
{
    private static Sequential Digits(Initializer? weights = null, Optimizer? optimizer = null) => new Sequential
    {
        new Flatten(), new Dense(32, weights), new Tanh(), new Dropout(0.2), new Dense(10, weights), new Softmax(),
    }.Build([8, 8], 2, Scaler.Fit("standard", BuiltInData.Digits())).Compile(optimizer ?? new Adam(0.01), new CrossEntropy(labelSmoothing: 0.1));

    [Fact]
    public void The_first_loss_of_small_weights_is_ln_K_and_that_of_large_ones_is_not()
    {
        FirstLoss small = Digits(new NormalInitializer(0.01)).CheckFirstLoss(BuiltInData.Digits());
        FirstLoss large = Digits(new NormalInitializer(1)).CheckFirstLoss(BuiltInData.Digits());

        Assert.Equal(Math.Log(10), small.Expected, 1e-6);
        Assert.InRange(small.Ratio, 0.95, 1.05);
        Assert.True(large.Ratio > 1.5, $"{large}");
    }

    [Fact]
    public void A_sound_net_learns_twenty_rows_by_heart_and_a_dead_one_does_not()
    {
        Dataset digits = BuiltInData.Digits();
        Sequential model = Digits();
        float[] before = model.Parameters[0].Values.ToArray();

        FewRowsFit fit = model.CheckFewRows(digits);
        FewRowsFit dead = Digits(new ZerosInitializer()).CheckFewRows(digits, steps: 200);

        Assert.True(fit is { Rows: 20, IsReached: true, Loss: < 0.01, Steps: < 2000 }, $"{fit}");
        Assert.True(dead is { IsReached: false, Steps: 200 }, $"{dead}");
        Assert.Equal(before, model.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void The_ratio_of_update_to_weight_is_that_of_the_formula()
    {
        Dataset digits = BuiltInData.Digits();
        var options = new FitOptions { BatchSize = digits.Count, Epochs = 1, Seed = 4, Threads = 1 };
        Sequential model = Digits(optimizer: new Sgd(0.1));
        LayerUpdate[] updates = [.. model.CheckUpdates(digits, options, steps: 1)];
        float[][] before = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];

        model.Fit(digits, options);

        Assert.Equal(["dense1.weight", "dense2.weight"], updates.Select(update => update.Parameter));
        foreach ((LayerUpdate update, int place) in updates.Zip([0, 2]))
        {
            float[] after = model.Parameters[place].Values.ToArray();
            double moved = Math.Sqrt(before[place].Zip(after, (one, other) => Math.Pow((double)other - one, 2)).Sum());
            double size = Math.Sqrt(before[place].Sum(one => (double)one * one));
            Assert.Equal(moved / size, update.Ratio!.Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(1e-5, true)]
    [InlineData(1e-2, false)]
    [InlineData(10, true)]
    public void Ratios_outside_of_the_usual_are_flagged(double rate, bool flagged)
    {
        IReadOnlyList<LayerUpdate> updates = Digits(optimizer: new Sgd(rate)).CheckUpdates(BuiltInData.Digits());

        Assert.All(updates, update => Assert.Equal(flagged, update.IsFlagged));
    }

    [Fact]
    public void The_rehearsal_is_the_training_to_the_last_bit()
    {
        Dataset digits = BuiltInData.Digits();
        var options = new FitOptions { BatchSize = digits.Count, Epochs = 3, Seed = 4, Threads = 1 };
        Sequential model = Digits();
        Diagnosis before = model.Diagnose(digits, null, options);
        History history = model.Fit(digits, options);

        Diagnosis after = model.Diagnose(digits, history, options);

        Assert.Equal(history.Epochs[0].Loss, before.FirstLoss);
        Assert.Equal(history.Epochs[0].Loss, after.FirstLoss);
        Assert.Equal(before.Layers.Select(layer => layer.UpdateRatio), after.Layers.Select(layer => layer.UpdateRatio));
    }
}
