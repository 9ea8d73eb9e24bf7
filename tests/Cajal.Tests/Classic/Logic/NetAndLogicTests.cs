namespace Cajal.Tests.Classic;

/// <summary>U11: "the behavior of every net can be described in these terms", and nets that give the same results as others.</summary>
public sealed class NetAndLogicTests
{
    private const int Inputs = 4;

    [Fact]
    public void A_thousand_random_nets_become_formulas_and_nets_again()
    {
        var random = new Random(11);
        for (int round = 0; round < 1000; round++)
        {
            McCullochPittsNet net = Draw(random, hasCircles: false);
            string last = net.Units[^1].Name;
            LogicFormula formula = net.FormulaOf(last);
            McCullochPittsNet again = formula.ToNet("again");
            bool[] table = [.. RandomFormula.States(Inputs).Select(state => net.Evaluate(last, state))];

            Assert.Equal(table, formula.TruthTable());
            Assert.Equal(table, RandomFormula.States(Inputs).Select(state => again.Evaluate("again", state)));
            Assert.Equal(table, net.ToSequential([last]).Predict(Rows()).Select(value => value == 1));
            // The net itself, with its delay: inputs that are held arrive at most Delay steps later.
            foreach ((bool[] state, bool expected) in RandomFormula.States(Inputs).Zip(table))
            {
                Assert.Equal(expected, net.Run([.. Enumerable.Repeat(state, net.Delay)])[last, net.Delay]);
            }
        }
    }

    [Fact]
    public void A_net_with_vetoes_and_circles_fires_at_the_same_times_as_one_with_negative_weights()
    {
        var random = new Random(12);
        for (int round = 0; round < 1000; round++)
        {
            McCullochPittsNet net = Draw(random, hasCircles: true);
            McCullochPittsNet plain = net.WithoutVetoes();
            bool[][] history = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, Inputs).Select(_ => random.Next(2) == 1).ToArray())];
            string[] firing = [.. net.Units.Where(_ => random.Next(2) == 1).Select(unit => unit.Name)];

            Assert.All(plain, unit => Assert.Empty(unit.Vetoes));
            Assert.Equal(net.Run(history, firing).ToString(), plain.Run(history, firing).ToString());
        }
    }

    [Fact]
    public void Some_outputs_of_several_depths_stand_side_by_side_in_a_model()
    {
        var random = new Random(13);
        for (int round = 0; round < 100; round++)
        {
            McCullochPittsNet net = Draw(random, hasCircles: false);
            string[] outputs = [.. net.Units.Select(unit => unit.Name)];
            Sequential model = net.ToSequential(outputs);

            Assert.Equal(
                RandomFormula.States(Inputs).SelectMany(state => outputs.Select(unit => net.Evaluate(unit, state) ? 1f : 0f)), model.Predict(Rows()));
            Assert.Equal(outputs, model.OutputNames);
        }
    }

    [Fact]
    public void A_compiled_net_is_a_model_like_any_other()
    {
        using var folder = new TemporaryFolder();
        Sequential model = LogicFormula.Parse("(a | b) & !(a & b)").ToSequential();
        model.Save(folder.File("xor.safetensors"));

        Assert.Equal([0f, 1f, 1f, 0f], Model.Load(folder.File("xor.safetensors")).Predict([0, 0, 0, 1, 1, 0, 1, 1]));
        Assert.Equal(["Dense", "Threshold", "Dense", "Threshold"], model.Layers.Select(layer => layer.GetType().Name));
        Assert.Contains("9", model.Summary(), StringComparison.Ordinal);
    }

    private static float[] Rows() => [.. RandomFormula.States(Inputs).SelectMany(state => state.Select(value => value ? 1f : 0f))];

    /// <summary>Up to eight units with random vetoes and, by weights above 1 and below 0, thresholds of all kinds.</summary>
    private static McCullochPittsNet Draw(Random random, bool hasCircles)
    {
        string[] inputs = RandomFormula.Names(Inputs);
        var net = new McCullochPittsNet(inputs);
        string[] names = [.. Enumerable.Range(0, random.Next(1, 9)).Select(index => $"n{index}")];
        for (int i = 0; i < names.Length; i++)
        {
            string[] sources = [.. inputs, .. hasCircles ? names : names[..i]];
            string[] Some(int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => sources[random.Next(sources.Length)])];
            net.Add(random.Next(2) == 0
                ? new McCullochPittsUnit(names[i], random.Next(-1, 4), Some(4), Some(2))
                : McCullochPittsUnit.Weighted(names[i], random.Next(-3, 5), Some(4).Select(source => new UnitConnection(source, random.Next(-3, 4)))));
        }
        return net;
    }
}
