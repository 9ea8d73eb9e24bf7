using System.Globalization;

namespace Cajal.Tests.Tuning;

/// <summary>What a search tries.</summary>
public sealed class SearchSpaceTests
{
    private static readonly (SearchSpace Space, TrainingConfiguration Recipe)[] Usual =
    [
        (SearchSpace.ForTable(TargetKind.Classes), Recipes.ForTable(TargetKind.Classes)),
        (SearchSpace.ForTable(TargetKind.Values), Recipes.ForTable(TargetKind.Values)),
        (SearchSpace.ForTable(TargetKind.Labels), Recipes.ForTable(TargetKind.Labels)),
        (SearchSpace.ForImages(), Recipes.ForImages()),
    ];

    [Fact]
    public void Every_candidate_is_a_possible_configuration()
    {
        foreach ((SearchSpace space, TrainingConfiguration recipe) in Usual)
        {
            for (int candidate = 1; candidate <= 300; candidate++)
            {
                TrainingConfiguration configuration = space.Draw(3, candidate).Aggregate(recipe, (one, setting) => one.With(setting.Key, setting.Value, "test"));
                // The rate is that of the draw, not the default of an optimizer that was set after it.
                Assert.Equal(
                    space.Draw(3, candidate).Single(setting => setting.Key == "optimizer.learningRate").Value,
                    configuration.Settings.Single(setting => setting.Key == "optimizer.learningRate").Value);
            }
        }
    }

    [Fact]
    public void A_candidate_depends_on_seed_and_number_alone()
    {
        foreach ((SearchSpace space, _) in Usual)
        {
            string[] drawn = [.. Enumerable.Range(1, 200).Select(candidate => string.Join(' ', space.Draw(5, candidate)))];

            Assert.Equal(drawn, Enumerable.Range(1, 200).Reverse().Select(candidate => string.Join(' ', space.Draw(5, candidate))).Reverse());
            Assert.InRange(drawn.Distinct().Count(), 199, 200);
            Assert.DoesNotContain(string.Join(' ', space.Draw(6, 1)), drawn);
        }
    }

    [Fact]
    public void Every_value_comes_as_often_as_it_should()
    {
        const int Draws = 3000;
        var space = new SearchSpace([new SearchChoice("dropout", "0", "0", "0.5"), new SearchLogRange("optimizer.learningRate", 0.001, 0.1)]);
        Dictionary<string, string>[] drawn = [.. Enumerable.Range(0, Draws).Select(candidate => space.Draw(1, candidate).ToDictionary())];
        double[] rates = [.. drawn.Select(one => double.Parse(one["optimizer.learningRate"], CultureInfo.InvariantCulture))];

        // Five standard errors of a share of a third and of a half.
        Assert.InRange(drawn.Count(one => one["dropout"] == "0.5") / (double)Draws, (1 / 3.0) - 0.043, (1 / 3.0) + 0.043);
        Assert.InRange(rates.Count(rate => rate < 0.01) / (double)Draws, 0.5 - 0.046, 0.5 + 0.046);
        Assert.All(rates, rate => Assert.InRange(rate, 0.001, 0.1));
    }

    [Fact]
    public void What_a_person_has_chosen_is_not_tried()
    {
        SearchSpace space = SearchSpace.ForTable(TargetKind.Classes);

        SearchSpace without = space.Without(new Dictionary<string, string> { ["activation"] = "relu", ["optimizer"] = "sgd", ["epochs"] = "7" });

        Assert.Single(without.Families);
        Assert.DoesNotContain(without.Families[0], dimension => dimension.Key is "activation" or "optimizer");
        Assert.Contains(without.Families[0], dimension => dimension.Key == "optimizer.momentum");
        // No family has Adam: then each is tried with it.
        SearchSpace adam = space.Without(new Dictionary<string, string> { ["optimizer"] = "adam" });
        Assert.Equal(5, adam.Families.Count);
        Assert.All(adam.Families, family => Assert.DoesNotContain(family, dimension => dimension.Key == "optimizer"));
    }
}
