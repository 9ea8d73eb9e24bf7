using System.Text;

namespace Cajal.Tests.Tuning;

/// <summary>O10: where the recipe fails, a search finds what works.</summary>
public sealed class SearchFigureTests
{
    [Fact]
    public void On_spirals_of_three_turns_a_search_goes_from_below_0_7_to_above_0_95()
    {
        Table table = Spirals(turns: 3, rows: 500);
        var target = TableTarget.Infer(table);
        TrainingConfiguration recipe = Recipes.ForTable(target.Kind).With("seed", "1", "test");
        double Accuracy(TrainingConfiguration configuration) => TabularModel.Train(table, configuration).Report.Test!.Report["accuracy"].Value!.Value;
        Assert.InRange(Accuracy(recipe), 0.4, 0.7);

        var space = new SearchSpace([
            new SearchChoice("activation", "relu", "selu", "mish", "tanh"), new SearchChoice("dropout", "0", "0", "0.15"),
            new SearchLogRange("optimizer.learningRate", 0.01, 0.2), new SearchChoice("batchSize", "64", "256"), new SearchChoice("labelSmoothing", "0", "0.1")]);
        TuningResult found = Tuner.Run(TablePreparation.Fold(table, target, recipe, 2), recipe, space, new() { Trials = FirstRound(recipe) });

        Assert.True(found.Trials.Single(trial => trial is { Candidate: 0, Epochs: 256 }).Score < 0.7);
        Assert.InRange(Accuracy(found.Configuration), 0.95, 1);
    }

    /// <summary>The trials of the first round, in all of whose rungs the recipe is a guest.</summary>
    private static int FirstRound(TrainingConfiguration recipe)
    {
        var round = HalvingBracket.Of(0, recipe.Epochs);
        return round.Trials + round.Rungs.Count;
    }

    private static Table Spirals(double turns, int rows)
    {
        var random = new Random(1);
        var text = new StringBuilder("x,y,arm\n");
        for (int row = 0; row < rows; row++)
        {
            double along = random.NextDouble();
            double radius = 0.1 + (0.9 * along);
            double angle = (2 * Math.PI * turns * along) + (row % 2 * Math.PI);
            text.Append(FormattableString.Invariant($"{radius * Math.Cos(angle):F5},{radius * Math.Sin(angle):F5},{(row % 2 == 0 ? "first" : "second")}\n"));
        }

        return Table.ReadCsv(new StringReader(text.ToString()), "spirals.csv").Target("arm");
    }
}
