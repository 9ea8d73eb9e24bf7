namespace Cajal.Tests.Classic;

/// <summary>U1: binary inputs, excitation and inhibition, threshold, all or none.</summary>
public sealed class McCullochPittsUnitTests
{
    public static TheoryData<string, McCullochPittsUnit, string> Gates() => new()
    {
        { "and", McCullochPittsUnit.And("y", "a", "b"), "0001" },
        { "or", McCullochPittsUnit.Or("y", "a", "b"), "0111" },
        { "not", McCullochPittsUnit.Not("y", "a"), "1100" },
        { "nor", McCullochPittsUnit.Nor("y", "a", "b"), "1000" },
        { "nand", McCullochPittsUnit.Nand("y", "a", "b"), "1110" },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void A_unit_is_a_gate_by_itself_in_a_net_and_as_a_model(string name, McCullochPittsUnit unit, string table)
    {
        var net = new McCullochPittsNet("a", "b") { unit };
        Sequential model = net.ToSequential(["y"]);
        for (int row = 0; row < 4; row++)
        {
            (bool a, bool b) = (row / 2 == 1, row % 2 == 1);
            bool expected = table[row] == '1';

            Assert.Equal((name, expected), (name, unit.Fires(source => source == "a" ? a : b)));
            Assert.Equal(expected, unit.WithoutVetoes().Fires(source => source == "a" ? a : b));
            Assert.Equal(expected, net.Evaluate("y", a, b));
            Assert.Equal(expected, net.Run([[a, b]])["y", 1]);
            Assert.Equal([expected ? 1f : 0f], model.Predict([a ? 1 : 0, b ? 1 : 0]));
        }
    }

    [Fact]
    public void An_inhibitory_input_vetoes_whatever_excites()
    {
        var unit = new McCullochPittsUnit("y", 2, ["a", "a", "b", "c"], ["stop"]);
        var plain = unit.WithoutVetoes();

        Assert.True(unit.Fires(source => source != "stop"));
        Assert.False(unit.Fires(_ => true));
        Assert.Equal([new UnitConnection("a", 2), new UnitConnection("b", 1), new UnitConnection("c", 1), new UnitConnection("stop", -3)], plain.Connections.ToArray());
        Assert.Equal("y: 2·a + b + c ≥ 2, unless stop", unit.ToString());
        Assert.Equal("y: 2·a + b + c - 3·stop ≥ 2", plain.ToString());
    }

    [Fact]
    public void No_single_unit_with_vetoes_is_a_nand_but_two_are()
    {
        // Each input excites once, vetoes, or is not connected; thresholds beyond 3 never fire.
        for (int threshold = -1; threshold <= 3; threshold++)
        {
            foreach ((int a, int b) in from a in Enumerable.Range(0, 3) from b in Enumerable.Range(0, 3) select (a, b))
            {
                string[] excitatory = [.. new[] { ("a", a), ("b", b) }.Where(one => one.Item2 == 1).Select(one => one.Item1)];
                string[] inhibitory = [.. new[] { ("a", a), ("b", b) }.Where(one => one.Item2 == 2).Select(one => one.Item1)];
                var unit = new McCullochPittsUnit("y", threshold, excitatory, inhibitory);

                Assert.NotEqual("1110", string.Concat(Enumerable.Range(0, 4).Select(row => unit.Fires(s => s == "a" ? row / 2 == 1 : row % 2 == 1) ? 1 : 0)));
            }
        }
        var net = new McCullochPittsNet("a", "b") { McCullochPittsUnit.And("both", "a", "b"), McCullochPittsUnit.Not("y", "both") };
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(row => net.Evaluate("y", row / 2 == 1, row % 2 == 1)));
        Assert.Equal(2, net.Delay);
    }

    [Fact]
    public void A_name_that_is_missing_or_taken_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new McCullochPittsUnit("", 1));
        var net = new McCullochPittsNet("alpha") { McCullochPittsUnit.Or("y", "alpa") };
        Assert.Equal(
            "Net: unit 'y' has the source 'alpa', which is no input and no unit. Did you mean 'alpha'? Known: alpha, y.",
            Assert.Throws<ArgumentException>(() => net.Evaluate("y", true)).Message);
        Assert.StartsWith("Net: the name 'alpha' is taken", Assert.Throws<ArgumentException>(() => net.Add(McCullochPittsUnit.Or("alpha"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Net: there is no unit 'z'.", Assert.Throws<ArgumentException>(() => new McCullochPittsNet("a") { McCullochPittsUnit.Or("y", "a") }.Evaluate("z", true)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Net, time 1: 2 states of inputs came, expected 1 (a).", Assert.Throws<ArgumentException>(() => new McCullochPittsNet("a").Run([[true], [true, false]])).Message, StringComparison.Ordinal);
    }
}
