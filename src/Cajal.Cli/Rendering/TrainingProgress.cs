using System.Diagnostics;
using Cajal.Cli.Terminals;
using Spectre.Console;

namespace Cajal.Cli.Rendering;

/// <summary>Shows how training goes: a bar that is redrawn on a terminal, one plain line an epoch elsewhere, nothing when quiet.</summary>
internal static class TrainingProgress
{
    /// <summary>Runs something that reports its progress.</summary>
    public static T Show<T>(Terminal terminal, bool quiet, Func<IProgress<FitProgress>?, T> train)
    {
        if (quiet)
        {
            return train(null);
        }

        if (!terminal.ErrorIsInteractive)
        {
            return train(new PlainLines(terminal));
        }

        return ConsoleOf(terminal).Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => train(new Bar(context.AddTask("starting", maxValue: 1))));
    }

    /// <summary>The figures of a moment of training, in one line.</summary>
    internal static string Describe(FitProgress progress)
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
        return string.Join("  ", parts);
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

    private sealed class PlainLines(Terminal terminal) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value.Finished is not null)
            {
                terminal.Say(Describe(value));
            }
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<FitProgress>
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private double? doneAtBeginning;
        private EpochResult? last;

        public void Report(FitProgress value)
        {
            last = value.Finished ?? last;
            double done = Done(value);
            doneAtBeginning ??= done;
            double share = (done - doneAtBeginning.Value) / (1 - doneAtBeginning.Value);
            double elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
            string left = share > 0.005 ? $"  {Figures.Time(elapsed * (1 - share) / share)} left" : "";
            task.Value = done;
            task.Description = Markup.Escape(Describe(value with { Finished = last }) + left);
        }
    }
}
