using Cajal.Doctor.Checks;
using Xunit.Abstractions;

namespace Cajal.Tests.Doctor;

/// <summary>Planted faults are named with evidence and remedy; healthy trainings are left in peace.</summary>
public sealed class DiagnosisTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(PlantedFault.Names), MemberType = typeof(PlantedFault))]
    public void A_planted_fault_is_named_and_its_mended_twin_is_healthy(string kind)
    {
        var fault = PlantedFault.Of(kind);

        Diagnosis sick = fault.Sick();
        Diagnosis mended = fault.Mended();

        output.WriteLine($"{sick}\n{mended}");
        Finding finding = sick.Findings.First(one => one.Kind == fault.Kind);
        Assert.Matches("[0-9]", finding.Evidence);
        Assert.NotEmpty(finding.Remedy);
        Assert.NotEmpty(finding.Figures);
        Assert.Empty(mended.Findings);
    }

    [Fact]
    public void Every_kind_has_a_check_and_a_planted_fault()
    {
        Assert.Equal(Enum.GetValues<FindingKind>(), CheckTable.All.Select(check => check.Kind));
        Assert.Equal(Enum.GetValues<FindingKind>(), PlantedFault.All.Select(fault => fault.Kind));
    }

    [Theory]
    [InlineData("iris", 3)]
    [InlineData("digits", 10)]
    [InlineData("moons", 2)]
    [InlineData("circles", 2)]
    [InlineData("spirals", 2)]
    [InlineData("blobs", 3)]
    [InlineData("xor", 2)]
    [InlineData("cats-dogs", 2)]
    [InlineData("animals", 4)]
    [InlineData("polygons", 2)]
    public void Healthy_trainings_get_no_finding(string name, int classes)
    {
        Diagnosis diagnosis = PlantedFault.Train(BuiltInData.Load(name), PlantedFault.Net(32, classes), epochs: 60);

        output.WriteLine(diagnosis.ToString());
        Assert.True(diagnosis.IsHealthy, diagnosis.ToString());
        Assert.Equal(2, diagnosis.Layers.Count);
        Assert.Equal(Math.Log(classes), diagnosis.ExpectedFirstLoss, 1e-6);
    }

    [Fact]
    public void A_model_is_diagnosed_before_training_too_and_stays_as_it_is()
    {
        Dataset iris = BuiltInData.Iris();
        Sequential model = PlantedFault.Net(8, 3, bias: new ConstantInitializer(-50)).Build([4]).Compile(new Adam(), new CrossEntropy());
        float[][] before = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];

        Diagnosis diagnosis = model.Diagnose(iris);

        Assert.Equal([FindingKind.DeadUnits], diagnosis.Findings.Select(finding => finding.Kind));
        Assert.Equal((FindingSeverity.Severe, "dense1"), (diagnosis.Findings[0].Severity, diagnosis.Findings[0].Where));
        Assert.Equal(before, model.Parameters.Select(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void A_rate_that_diverged_is_named_with_the_one_that_did_not()
    {
        Dataset curve = Curve(leak: false);
        Sequential model = new Sequential { new Dense(1) }.Build([3]).Compile(new Sgd(1000), new MeanSquaredError());
        var options = new FitOptions { Epochs = 30, Retries = 6, Threads = 1 };
        History history = model.Fit(curve, options);

        Finding finding = model.Diagnose(curve, history, options).Findings.First(one => one.Kind == FindingKind.RateTooHigh);

        Assert.Contains("diverged in epoch 1", finding.Evidence, StringComparison.Ordinal);
        Assert.StartsWith("Begin with ", finding.Remedy, StringComparison.Ordinal);
        Assert.Equal(1000, finding.Figures["learningRate"]);
    }

    [Fact]
    public void Values_and_labels_have_their_own_faults_and_healthy_trainings()
    {
        Assert.True(PlantedFault.Train(BuiltInData.Load("discs"), Labels(), epochs: 60).IsHealthy);
        Diagnosis values = PlantedFault.Train(Curve(leak: false), Values());
        Assert.True(values.IsHealthy, values.ToString());
        Assert.Equal(1, values.ExpectedFirstLoss, 1e-3);
        Assert.Equal([FindingKind.Leakage], PlantedFault.Train(Curve(leak: true), Values()).Findings.Select(finding => finding.Kind));

        Sequential Labels() => new() { new Dense(32, new HeInitializer()), new Relu(), new Dense(3), new Sigmoid() };
        Sequential Values() => new() { new Dense(32, new HeInitializer()), new Relu(), new Dense(1) };
    }

    [Fact]
    public void Knowing_the_rows_by_heart_is_no_fault_while_others_are_known_better_too()
    {
        Dataset all = PlantedFault.Noisy(240);
        (Dataset training, Dataset validation) = (all.Select([.. Enumerable.Range(0, 120)]), all.Select([.. Enumerable.Range(120, 120)]));
        var options = new FitOptions { Epochs = 200, Validation = validation, Keep = KeepWeights.Final, Threads = 1 };
        Sequential model = new Sequential { new Dense(64, new HeInitializer()), new Relu(), new Dense(1) }.Build([10], 1).Compile(new Adam(0.01), new MeanSquaredError());
        History history = model.Fit(training, options);
        History falling = history with { Epochs = [.. history.Epochs.Select(epoch => epoch with { ValidationLoss = 1.0 / epoch.Epoch })] };

        Finding finding = Assert.Single(model.Diagnose(training, history, options).Findings);

        Assert.Equal(FindingKind.Overfitting, finding.Kind);
        Assert.Matches(@"standard errors; the validation loss was 0\.\d+ after epoch \d+ and is 0\.\d+ with the weights that were kept", finding.Evidence);
        Assert.Empty(model.Diagnose(training, falling, options).Findings);
    }

    [Fact]
    public void No_higher_rate_is_advised_where_one_has_diverged()
    {
        Dataset iris = BuiltInData.Iris();
        var options = new FitOptions { Epochs = 5, Threads = 1 };
        Sequential model = PlantedFault.Net(8, 3).Build([4], 1, Scaler.Fit("standard", iris)).Compile(new Adam(1e-6), new CrossEntropy());
        History history = model.Fit(iris, options);

        Assert.Contains(FindingKind.RateTooLow, Kinds(history));
        Sequential still = PlantedFault.Net(8, 3).Build([4], 1).Compile(new Adam(0), new CrossEntropy());
        Assert.Equal("the learning rate is 0, so no step moves anything", still.Diagnose(iris).Findings.Single(finding => finding.Kind == FindingKind.RateTooLow).Evidence);
        FindingKind[] after = Kinds(history with { FailedAttempts = [new FailedAttempt(1e-6, 1, "the loss is NaN")] });
        Assert.DoesNotContain(FindingKind.RateTooLow, after);
        Assert.Contains(FindingKind.RateTooHigh, after);

        FindingKind[] Kinds(History course) => [.. model.Diagnose(iris, course, options).Findings.Select(finding => finding.Kind)];
    }

    /// <summary>A number whose threshold is the class, wherever it lies; a target in another unit, bent or not.</summary>
    [Fact]
    public void A_leak_behind_a_threshold_or_a_bend_is_named()
    {
        float[] numbers = [.. Enumerable.Range(0, 1000).Select(row => (float)(row * 7 % 1000) / 1000)];
        Dataset Told(double bound) => new(
            [.. numbers.Index().SelectMany(one => new[] { one.Index % 11, one.Item, one.Index % 17 })], [3], Targets.Classes([.. numbers.Select(number => number > bound ? 1 : 0)], ["low", "high"]));
        Dataset Bent(Func<float, float> bend) => new(
            [.. numbers.Index().SelectMany(one => new[] { one.Index % 11, bend(one.Item), one.Index % 17 })], [3], Targets.Values([.. numbers]));

        Assert.All(new[] { 0.237, 0.5, 0.801 }, bound => Assert.Equal("column '1'", Leaks(Told(bound), PlantedFault.Net(8, 2), new CrossEntropy())));
        Sequential Values() => new() { new Dense(8), new Tanh(), new Dense(1) };
        Assert.Equal("column '1'", Leaks(Bent(number => MathF.Exp(-5 * number)), Values(), new MeanSquaredError()));
        Assert.Equal("", Leaks(Bent(number => MathF.Abs(number - 0.1f)), Values(), new MeanSquaredError()));

        static string Leaks(Dataset data, Sequential model, Loss loss) => string.Join(
            ", ", model.Build([3], 1).Compile(new Adam(), loss).Diagnose(data).Findings.Where(finding => finding.Kind == FindingKind.Leakage).Select(finding => finding.Where));
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(100, FindingSeverity.Warning)]
    [InlineData(1e5, FindingSeverity.Severe)]
    public void The_larger_the_inputs_the_graver(double factor, FindingSeverity? severity)
    {
        Dataset moons = BuiltInData.Load("moons");
        Dataset scaled = moons.WithInputs([.. moons.Inputs.ToArray().Select(number => (float)(number * factor))], moons.InputShape);

        Diagnosis diagnosis = PlantedFault.Net(8, 2).Build([2], 1).Compile(new Adam(1e-5), new CrossEntropy()).Diagnose(scaled);

        Assert.Equal(severity, diagnosis.Findings.FirstOrDefault(finding => finding.Kind == FindingKind.UnscaledInputs)?.Severity);
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused()
    {
        Sequential model = PlantedFault.Net(8, 3).Build([4]).Compile(new Adam(), new CrossEntropy());
        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Diagnose(BuiltInData.Load("moons")));
        Assert.StartsWith("Diagnose: inputs have shape [2], expected [4].", error.Message, StringComparison.Ordinal);
    }

    /// <summary>y = x₀² + x₁, and a column that is y in another unit.</summary>
    private static Dataset Curve(bool leak)
    {
        float[][] rows = [.. Enumerable.Range(0, 300).Select(row => new[] { (row % 20 / 10f) - 1, row % 15 / 7f, row % 13 / 6f })];
        float[] targets = [.. rows.Select(row => (row[0] * row[0]) + row[1])];
        return new Dataset(
            [.. rows.SelectMany((row, index) => leak ? [.. row, 1.8f * targets[index]] : row)], [leak ? 4 : 3], Targets.Values(targets));
    }
}
