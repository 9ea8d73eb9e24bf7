using Xunit.Abstractions;

namespace Cajal.Tests.Classic;

/// <summary>U7: XOR by a net of two layers, its weights set by hand and learned.</summary>
public sealed class ExclusiveOrTests(ITestOutputHelper output)
{
    private const int Seeds = 100;
    private static readonly float[] _rows = [0, 0, 0, 1, 1, 0, 1, 1];
    private static readonly Dataset _table = BuiltInData.Load("xor", rows: 4);

    [Theory]
    [InlineData(LogicUnits.Threshold, 0f)]
    [InlineData(LogicUnits.Sigmoid, 1e-4f)]
    public void Set_by_hand_it_takes_two_hidden_units(LogicUnits units, float tolerance)
    {
        Sequential model = LogicFormula.Parse("(a | b) & !(a & b)").ToSequential(units);

        Assert.Equal([2, 1], model.Layers.OfType<Dense>().Select(layer => layer.OutFeatures));
        Assert.All(model.Predict(_rows).Zip([0f, 1f, 1f, 0f]), one => Assert.Equal(one.Second, one.First, tolerance));
    }

    [Fact]
    public void Two_hidden_units_learn_it_from_some_seeds()
    {
        int learned = Enumerable.Range(0, Seeds).Count(seed =>
        {
            var model = new Sequential { new Dense(2), new Sigmoid(), new Dense(1), new Sigmoid() };
            model.Compile(new Sgd(2, 0.9), new BinaryCrossEntropy());
            model.Fit(
                new Dataset(_rows, [2], Targets.Labels([0, 1, 1, 0], ["xor"])), new FitOptions { Epochs = 1000, BatchSize = 4, Seed = (ulong)seed, Threads = 1 });
            return model.Predict(_rows).Select(value => value > 0.5f).SequenceEqual([false, true, true, false]);
        });

        output.WriteLine($"2-2-1, sigmoid units, momentum 0.9, rate 2, 1000 epochs: {learned} of {Seeds} seeds learn XOR");
        Assert.InRange(learned, 1, Seeds);
    }

    [Fact]
    public void The_recipe_learns_it_with_eight_hidden_units()
    {
        TrainingConfiguration recipe = Cajal.Recipes.ForTable(TargetKind.Classes).With("hidden", "8", "test").With("threads", "1", "test");
        int learned = Enumerable.Range(0, Seeds).Count(seed =>
        {
            var data = new PreparedData { Training = _table };
            Model model = TrainingRun.Start(data, recipe.With("seed", $"{seed}", "test")).Model;
            float[] probabilities = model.Predict(_rows);
            return Enumerable.Range(0, 4).All(row => probabilities[(2 * row) + _table.Targets.ClassOf(row)] > 0.5f);
        });

        output.WriteLine($"2-8-2, the recipe for tables: {learned} of {Seeds} seeds learn XOR");
        Assert.InRange(learned, 95, Seeds);
    }
}
