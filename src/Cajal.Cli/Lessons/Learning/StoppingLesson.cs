using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>When training ends, and which weights it leaves.</summary>
internal sealed class StoppingLesson()
    : Lesson("stopping", "when to stop: where the validation loss falls no more, with the best weights restored; or at a number of steps, a loss, a flat gradient", "O5", "O15")
{
    private const int Patience = 12;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        Dataset digits = LessonModels.Digits();
        (Dataset training, Dataset validation) = digits.Split(0.1, seed: 5);
        Sequential net = Net();
        History history = net.Fit(training, new FitOptions { Epochs = 400, Validation = validation, Patience = Patience });
        page.Say($"Few digits, many weights: the training loss falls on, the validation loss does not. Stopped: {history.Stopped}; the weights are those of epoch {history.BestEpoch}.");
        double[] losses = [.. history.Epochs.Select(epoch => epoch.Loss)];
        double[] validationLosses = [.. history.Epochs.Select(epoch => epoch.ValidationLoss!.Value)];
        page.ShowCurve(history);
        page.Draw(CurvePicture.Draw("training and validation loss", "1", $"{losses.Length} epochs", [new("training", losses), new("validation", validationLosses)]));
        page.Check("O5", "validation loss of the weights kept, less the least of the history", net.Evaluate(validation).Loss - validationLosses.Min(),
            Bound.Equal(0));
        page.Check("O5", "epochs after the best one", history.Epochs.Count - history.BestEpoch, Bound.AtMost(Patience));
        page.Check("O5", "epochs, of 400", history.Epochs.Count, Bound.AtMost(399));

        page.Say("Other reasons stand in the history too:");
        (string Name, FitOptions Options, string Reason)[] goals =
        [
            ("a number of steps", new() { Epochs = 50, MaxSteps = 123 }, "123 steps done"),
            ("a loss", new() { Epochs = 500, TargetLoss = 0.05 }, "the training loss is"),
            ("a flat gradient", new() { Epochs = 5000, GradientNorm = 0.01, BatchSize = training.Count }, "the gradient's norm is"),
            ("the end", new() { Epochs = 3 }, "all 3 epochs done"),
        ];
        List<string> lines = [];
        foreach ((string name, FitOptions options, string reason) in goals)
        {
            History course = Net().Fit(training, options);
            lines.Add($"{name,-18} {course.Stopped}");
            page.Holds("O15", $"{name}: the reason is said", course.Stopped.StartsWith(reason, StringComparison.Ordinal));
            if (options.TargetLoss is { } target)
            {
                page.Check("O15", "a loss: the last epoch's", course.Epochs[^1].Loss, Bound.AtMost(target));
                page.Check("O15", "a loss: the one before", course.Epochs[^2].Loss, Bound.AtLeast(target));
            }
        }

        page.Show(string.Join("\n", lines));
    }

    private static Sequential Net() => new Sequential { new Dense(64), new Relu(), new Dense(10), new Softmax() }
        .Build([64], seed: 1).Compile(new Sgd(0.1, 0.9), new CrossEntropy());
}
