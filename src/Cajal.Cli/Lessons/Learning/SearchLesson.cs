using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>How many layers, how many units, what rate? A search with cross-validation.</summary>
internal sealed class SearchLesson() : Lesson("search", "how many layers and units, what rate? a search by cross-validation and halving, which can be stopped and gone on with", "O10")
{
    private const int Samples = 500;
    private const int Turns = 3;
    private const int StopAfter = 8;
    private const int FewTrials = 17;

    // One round: 9, 3 and 1 candidates, and each time the beginning.
    private const int Trials = 16;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say($"Two arms of a spiral of {Turns} turns: the recipe for tables fails on them. Random candidates are judged on two folds; the best third goes on for thrice as long.");
        Search(page);
        page.Say("A search that is stopped and goes on with its table of trials has the same table as one that was not:");
        Resume(page);
    }

    private static void Search(LessonPage page)
    {
        Table table = Spirals();
        var target = TableTarget.Infer(table);
        TrainingConfiguration recipe = Cajal.Recipes.ForTable(target.Kind).With("seed", "1", "lesson");
        TrainingConfiguration start = recipe.With("batchSize", "16", "lesson");
        double Right(TrainingConfiguration configuration) => TabularModel.Train(table, configuration).Report.Test!.Report["accuracy"].Value!.Value;
        var space = new SearchSpace([
            new SearchChoice("parametrization", "standard"), new SearchChoice("schedule", "cosine"), new SearchChoice("activation", "relu", "selu", "mish", "tanh"),
            new SearchChoice("dropout", "0", "0", "0.15"), new SearchLogRange("optimizer.learningRate", 0.001, 0.03),
        ]);
        long began = Stopwatch.GetTimestamp();
        TuningResult found = Tuner.Run(TablePreparation.Fold(table, target, start, 2), start, space, new TuningOptions { Trials = Trials });
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        var ranking = new TextTable(">trial", ">epochs", ">accuracy", "settings") { MaximumCell = 120 };
        foreach (Trial trial in found.Ranked.Take(5))
        {
            ranking.Add(
                $"{trial.Number}", $"{trial.Epochs}", Text(trial.Score ?? 0),
                trial.Candidate == 0 ? "the recipe in batches of 16" : string.Join(", ", trial.Settings.Select(setting => $"{setting.Key} {setting.Value}")));
        }

        page.Show(string.Join("\n", ranking.Lines()));
        page.DrawBars("accuracy over the folds, trial by trial", [.. found.Trials.Select(trial => ($"trial {trial.Number}, {trial.Epochs} epochs", trial.Score ?? 0))], "0.000");
        (double before, double after) = (Right(recipe), Right(found.Configuration));
        page.Say($"On rows that the search has not seen: the recipe {Text(before)}, what was found {Text(after)}, after {found.Trials.Count} trials.");
        page.Check("O10", "share right by the recipe", before, Bound.AtMost(0.7));
        page.Check("O10", "share right by what the search found", after, Bound.AtLeast(0.95));
        page.Check("O10", "seconds that the search took", seconds, Bound.AtMost(60));
    }

    private static void Resume(LessonPage page)
    {
        FoldedData moons = FoldedData.Of(BuiltInData.Load("moons", rows: 90, seed: 2), 3, seed: 1);
        TrainingConfiguration small = Cajal.Recipes.ForTable(TargetKind.Classes)
            .With("hidden", "2", "lesson").With("epochs", "72", "lesson").With("batchSize", "2", "lesson").With("seed", "4", "lesson");
        var space = new SearchSpace([
            new SearchChoice("hidden", "2", "4", "8"), new SearchChoice("activation", "tanh", "relu"), new SearchLogRange("optimizer.learningRate", 0.001, 0.3),
        ]);
        TuningResult whole = Tuner.Run(moons, small, space, new TuningOptions { Trials = FewTrials });
        List<Trial> kept = [];
        using var stop = new CancellationTokenSource();
        try
        {
            Tuner.Run(moons, small, space, new TuningOptions { Trials = FewTrials, OnTrial = Keep }, stop.Token);
        }
        catch (OperationCanceledException)
        {
            page.Show($"stopped after {kept.Count} of {FewTrials} trials");
        }

        TuningResult rest = Tuner.Run(moons, small, space, new TuningOptions { Trials = FewTrials, Finished = kept });
        page.Check("O10", "trials before the stop", kept.Count, Bound.Between(StopAfter, FewTrials - 1));
        page.Check("O10", "trials in the table", whole.Trials.Count, Bound.Equal(FewTrials));
        page.Check("O10", "lines of the table that differ", Lines(whole).Zip(Lines(rest)).Count(pair => pair.First != pair.Second), Bound.Equal(0));

        void Keep(Trial trial)
        {
            kept.Add(trial);
            if (kept.Count == StopAfter)
            {
                stop.Cancel();
            }
        }
    }

    private static IEnumerable<string> Lines(TuningResult result) => result.Trials.Select(trial => string.Create(
        CultureInfo.InvariantCulture, $"{trial.Number} {trial.Candidate} {trial.Epochs} {string.Join(" ", trial.Settings)} {string.Join(" ", trial.Folds.Select(fold => fold.ToString("R", CultureInfo.InvariantCulture)))}"));

    /// <summary>Two arms, in turn, as a table.</summary>
    private static Table Spirals()
    {
        var random = new Random(1);
        var text = new StringBuilder("x,y,arm\n");
        for (int row = 0; row < Samples; row++)
        {
            double along = random.NextDouble();
            (double sine, double cosine) = Math.SinCos((2 * Math.PI * Turns * along) + (row % 2 * Math.PI));
            double radius = 0.1 + (0.9 * along);
            text.Append(CultureInfo.InvariantCulture, $"{radius * cosine:F5},{radius * sine:F5},{(row % 2 == 0 ? "first" : "second")}\n");
        }

        return Table.ReadCsv(new StringReader(text.ToString()), "spirals.csv").Target("arm");
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
