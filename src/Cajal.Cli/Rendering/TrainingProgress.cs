using System.Diagnostics;
using System.Globalization;
using Cajal.Cli.Terminals;
using Spectre.Console;

namespace Cajal.Cli.Rendering;

/// <summary>Shows how training goes: a bar that is redrawn on a terminal, one plain line an epoch elsewhere, nothing when quiet.</summary>
internal static class TrainingProgress
{
    private const string Gap = "  ";
    private const string Judging = "trained; judging it beside a linear model";

    /// <summary>Columns of the percentage and of the gaps around it.</summary>
    private const int PercentWidth = 8;

    /// <summary>Runs something that reports its progress.</summary>
    public static T Show<T>(Terminal terminal, bool quiet, Func<TrainingWatch?, T> train)
    {
        if (quiet)
        {
            return train(null);
        }

        if (!terminal.ErrorIsInteractive)
        {
            return train(new PlainLines(terminal));
        }

        int bar = terminal.Width < 100 ? 12 : 24;
        return ConsoleOf(terminal).Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = bar }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => train(new Bar(context.AddTask("starting", maxValue: 1), terminal.Width - bar - PercentWidth)));
    }

    /// <summary>The figures of a moment of training, in one line.</summary>
    internal static string Describe(FitProgress progress) => string.Join(Gap, Parts(progress));

    /// <summary>The same with the time left, without what there is no room for: first the speed goes, then the accuracy, then the validation.</summary>
    internal static string Describe(FitProgress progress, string left, int width)
    {
        List<string> parts = [.. Parts(progress), .. left.Length > 0 ? [left] : Array.Empty<string>()];
        foreach (string dispensable in (ReadOnlySpan<string>)[" rows/s", "accuracy", "validation"])
        {
            if (string.Join(Gap, parts).Length > width)
            {
                parts.RemoveAll(part => part.StartsWith(dispensable, StringComparison.Ordinal) || part.EndsWith(dispensable, StringComparison.Ordinal));
            }
        }

        string line = string.Join(Gap, parts);
        return line.Length <= width ? line : line[..Math.Max(width, 0)];
    }

    /// <summary>That a training has diverged and begins again, in one line.</summary>
    internal static string Describe(FailedAttempt failed, double nextRate) => string.Create(CultureInfo.InvariantCulture,
        $"diverged in epoch {failed.Epoch} at the rate {FailedAttempt.RateText(failed.LearningRate)}: {failed.Reason}; beginning again with the first weights and the rate {FailedAttempt.RateText(nextRate)}");

    private static List<string> Parts(FitProgress progress)
    {
        string digits = $"{progress.Epochs}";
        var parts = new List<string> { $"epoch {$"{progress.Epoch}".PadLeft(digits.Length)}/{digits}", $"loss {Figures.Short(progress.Loss)}" };
        if (progress.Accuracy is { } accuracy)
        {
            parts.Add($"accuracy {Figures.Short(accuracy)}");
        }

        if (progress.Finished is { ValidationLoss: { } validation } finished)
        {
            string metrics = string.Concat(finished.Validation.Where(one => one.Value is not null).Select(one => $", {one.Key} {Figures.Short(one.Value!.Value)}"));
            parts.Add($"validation loss {Figures.Short(validation)}{metrics}");
        }

        parts.Add($"{Figures.Count(progress.RowsPerSecond)} rows/s");
        return parts;
    }

    private static IAnsiConsole ConsoleOf(Terminal terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Error),
            Ansi = AnsiSupport.Yes,
            ColorSystem = terminal.HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = terminal.HasUnicode;
        return console;
    }

    private static double Done(FitProgress progress) =>
        (progress.Epoch - 1 + (progress.Finished is null ? (double)progress.Step / progress.Steps : 1)) / progress.Epochs;

    private sealed class PlainLines(Terminal terminal) : TrainingWatch
    {
        public override void Judge() => terminal.Say(Judging);

        public override void Retry(FailedAttempt failed, double nextRate) => terminal.Say(Describe(failed, nextRate));

        public override void Report(FitProgress value)
        {
            if (value.Finished is not null)
            {
                terminal.Say(Describe(value));
            }
        }
    }

    private sealed class Bar(ProgressTask task, int width) : TrainingWatch
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private double? doneAtBeginning;
        private EpochResult? last;

        public override void Judge()
        {
            task.Value = 1;
            task.Description = Judging[..Math.Min(Judging.Length, Math.Max(width, 0))];
        }

        public override void Retry(FailedAttempt failed, double nextRate)
        {
            task.Description = Markup.Escape($"diverged at the rate {FailedAttempt.RateText(failed.LearningRate)}; trying {FailedAttempt.RateText(nextRate)}");
            (last, doneAtBeginning) = (null, null);
        }

        public override void Report(FitProgress value)
        {
            last = value.Finished ?? last;
            double done = Done(value);
            doneAtBeginning ??= done;
            double share = (done - doneAtBeginning.Value) / (1 - doneAtBeginning.Value);
            double elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
            string left = share is > 0.005 and < 1 ? $"{Figures.Time(Math.Ceiling(elapsed * (1 - share) / share))} left" : "";
            task.Value = done;
            task.Description = Markup.Escape(Describe(value with { Finished = last }, left, width));
        }
    }
}
