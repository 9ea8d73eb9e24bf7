using System.Globalization;
using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>A training watched: what to look at before it, and what the doctor finds after it.</summary>
internal sealed class BabysittingLesson()
    : Lesson("babysitting", "a training watched: first loss, a few rows by heart, sizes of steps; then the doctor names what went wrong, and leaves the healthy in peace", "O8", "O16")
{
    private static readonly Dataset Moons = BuiltInData.Load("moons");
    private static readonly Dataset Iris = BuiltInData.Iris();

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("Before a long training: does the loss begin at ln K, can the net learn twenty rows by heart, do the steps have the right size?");
        Before(page);
        page.Say("After it: a healthy training, its curves and its layers.");
        Healthy(page);
        page.Say("And seven with one fault planted in each:");
        Planted(page);
    }

    private static void Before(LessonPage page)
    {
        Dataset digits = LessonModels.Digits();
        Sequential Net(double rate) => new Sequential { new Dense(32, new NormalInitializer(0.01)), new Tanh(), new Dense(10, new NormalInitializer(0.01)), new Softmax() }
            .Build([64], seed: 1).Compile(new Sgd(rate, 0.9), new CrossEntropy());
        Sequential net = Net(0.1);
        FirstLoss first = net.CheckFirstLoss(digits);
        FewRowsFit few = net.CheckFewRows(digits);
        page.Show(string.Create(CultureInfo.InvariantCulture, $"""
            first loss        {first.Loss:0.0000}, ln 10 = {Math.Log(10):0.0000}
            twenty rows       loss {few.Loss:0.0000} after {few.Steps} steps
            """));
        page.Check("O16", "first loss of small weights, of ln K", first.Loss / Math.Log(10), Bound.Within(1, 0.05));
        page.Check("O16", "loss on 20 rows learned by heart", few.Loss, Bound.AtMost(0.01));
        List<string> lines = [];
        foreach ((double rate, bool isFlagged) in new[] { (1e-6, true), (0.01, false), (1.0, true) })
        {
            IReadOnlyList<LayerUpdate> updates = Glorot(rate).CheckUpdates(digits);
            lines.Add($"η = {rate.ToString(CultureInfo.InvariantCulture),-6} update/weight " + string.Join("   ", updates.Select(update =>
                $"{update.Parameter} {update.Ratio!.Value.ToString("0.0e-0", CultureInfo.InvariantCulture)}{(update.IsFlagged ? " !" : "")}")));
            page.Check("O16", $"η = {rate.ToString(CultureInfo.InvariantCulture)}: layers flagged, of 2", updates.Count(update => update.IsFlagged),
                Bound.Equal(isFlagged ? 2 : 0));
        }

        page.Show(string.Join("\n", lines));
    }

    private static Sequential Glorot(double rate) =>
        new Sequential { new Dense(32), new Tanh(), new Dense(10), new Softmax() }.Build([64], seed: 1).Compile(new Sgd(rate), new CrossEntropy());

    private static void Healthy(LessonPage page)
    {
        (Diagnosis diagnosis, History history) = Train(LessonModels.Digits(), Net(32, 10), epochs: 30);
        page.ShowCurve(history);
        page.Draw(CurvePicture.Draw("a healthy training on digits", "epoch 1", "30", [
            new("training loss", [.. history.Epochs.Select(epoch => epoch.Loss)]), new("validation loss", [.. history.Epochs.Select(epoch => epoch.ValidationLoss!.Value)]),
        ]));
        page.Show(diagnosis);
        (string Name, Dataset Data, int Classes)[] sets = [("iris", Iris, 3), ("moons", Moons, 2), ("circles", BuiltInData.Load("circles"), 2), ("animals", BuiltInData.Load("animals"), 4), ("blobs", BuiltInData.Load("blobs"), 3)];
        page.Check("O8", "healthy trainings with a finding, of 6",
            sets.Count(set => !Train(set.Data, Net(32, set.Classes), epochs: 60).Diagnosis.IsHealthy) + (diagnosis.IsHealthy ? 0 : 1),
            Bound.Equal(0));
    }

    private static void Planted(LessonPage page)
    {
        (FindingKind Kind, Func<Diagnosis> Train)[] cases =
        [
            (FindingKind.Overfitting, () => Train(Lots(150), Net(64, 2), epochs: 150).Diagnosis),
            (FindingKind.RateTooHigh, () => Train(Iris, Net(16, 3), rate: 3).Diagnosis),
            (FindingKind.RateTooLow, () => Train(Iris, Net(16, 3), rate: 1e-6).Diagnosis),
            (FindingKind.DeadUnits, () => Train(Moons, Net(16, 2, new ConstantInitializer(-10))).Diagnosis),
            (FindingKind.VanishingGradients, () => Train(Moons, Deep(new GlorotInitializer(), () => new Sigmoid())).Diagnosis),
            (FindingKind.ExplodingGradients, () => Train(Moons, Deep(new NormalInitializer(1), () => new Relu()), epochs: 3, rate: 1e-4).Diagnosis),
            (FindingKind.SymmetricUnits, () => Train(Moons, Alike()).Diagnosis),
        ];
        foreach ((FindingKind kind, Func<Diagnosis> train) in cases)
        {
            Finding? finding = train().Findings.FirstOrDefault(one => one.Kind == kind);
            page.Show(finding?.ToString() ?? $"{kind}: not found");
            page.Holds("O8", $"{kind}: named with a remedy", finding is { Remedy.Length: > 0 });
        }
    }

    /// <summary>Trains on four fifths of the rows, watched by the last fifth, and asks the doctor.</summary>
    private static (Diagnosis Diagnosis, History History) Train(Dataset data, Sequential model, int epochs = 40, double rate = 0.01)
    {
        (Dataset training, Dataset validation) = data.Split(0.8, seed: 1);
        var options = new FitOptions { Epochs = epochs, Validation = validation, Seed = 3, Keep = KeepWeights.Final };
        model.Build(new Shape(training.InputShape), 5, Scaler.Fit("standard", training)).Compile(new Adam(rate), new CrossEntropy());
        History history = model.Fit(training, options);
        return (model.Diagnose(training, history, options), history);
    }

    private static Sequential Net(int hidden, int classes, Initializer? bias = null) => new() { new Dense(hidden, new HeInitializer(), bias), new Relu(), new Dense(classes), new Softmax() };

    private static Sequential Alike() =>
        new() { new Dense(8, new ConstantInitializer(0.1)), new Sigmoid(), new Dense(2, new ConstantInitializer(0.1)), new Softmax() };

    private static Sequential Deep(Initializer weights, Func<Activation> function)
    {
        var model = new Sequential();
        for (int layer = 0; layer < 10; layer++)
        {
            model.Add(new Dense(16, weights));
            model.Add(function());
        }

        model.Add(new Dense(2));
        model.Add(new Softmax());
        return model;
    }

    /// <summary>Ten columns, and classes drawn by lot.</summary>
    private static Dataset Lots(int rows)
    {
        var random = new Random(11);
        float[] x = [.. Enumerable.Range(0, rows * 10).Select(_ => (float)Normal.Draw(random))];
        return new Dataset(x, [10], Targets.Classes([.. Enumerable.Range(0, rows).Select(_ => random.Next(2))], ["no", "yes"]));
    }
}
