namespace Cajal.Tests.Classic;

/// <summary>U2: nets with a unit of delay and circles; connections may also define memory.</summary>
public sealed class DelayAndCircleTests
{
    private const int Length = 6;

    [Fact]
    public void N1_that_keeps_itself_going_until_N2_stops_it()
    {
        // N1(t) ≡ N1(t−1) ∧ ¬N2(t−1): for each starting value and each history of N2.
        var net = new McCullochPittsNet("N2") { new McCullochPittsUnit("N1", 1, ["N1"], ["N2"]) };
        int traces = 0;
        int firing = 0;
        foreach (bool start in new[] { false, true })
        {
            foreach (bool[] stops in Histories(1).Select(history => history.Select(inputs => inputs[0]).ToArray()))
            {
                NetTrace trace = net.Run([.. stops.Select(stop => new[] { stop })], start ? ["N1"] : []);
                for (int t = 0; t <= Length; t++)
                {
                    Assert.Equal(start && !stops.Take(t).Contains(true), trace["N1", t]);
                }
                traces++;
                firing += trace.EverFires("N1") ? 1 : 0;
            }
        }

        Assert.True(net.HasCircle);
        Assert.Equal((128, 32), (traces, firing));
    }

    [Fact]
    public void N3_without_a_circle_over_all_histories()
    {
        // N3(t) ≡ N1(t−1) ∧ ¬N2(t−1).
        var net = new McCullochPittsNet("N1", "N2") { new McCullochPittsUnit("N3", 1, ["N1"], ["N2"]) };
        int traces = 0;
        foreach (bool[][] history in Histories(2))
        {
            NetTrace trace = net.Run(history);
            Assert.False(trace["N3", 0]);
            for (int t = 1; t <= Length; t++)
            {
                Assert.Equal(history[t - 1][0] && !history[t - 1][1], trace["N3", t]);
            }
            traces++;
        }

        Assert.False(net.HasCircle);
        Assert.Equal((4096, 1), (traces, net.Delay));
    }

    [Fact]
    public void A_latch_holds_its_bit_for_a_thousand_steps()
    {
        var latch = new McCullochPittsNet("set", "reset") { new McCullochPittsUnit("memory", 1, ["set", "memory"], ["reset"]) };
        bool[][] history = [[true, false], .. Enumerable.Repeat(new[] { false, false }, 1000), [false, true], .. Enumerable.Repeat(new[] { false, false }, 1000)];
        NetTrace trace = latch.Run(history);

        Assert.All(Enumerable.Range(1, 1001), t => Assert.True(trace["memory", t]));
        Assert.All(Enumerable.Range(1002, 1001), t => Assert.False(trace["memory", t]));
    }

    [Fact]
    public void A_trace_is_read_line_by_line()
    {
        var latch = new McCullochPittsNet("set", "reset") { new McCullochPittsUnit("memory", 1, ["set", "memory"], ["reset"]) };
        NetTrace trace = latch.Run([[true, false], [false, false], [false, true]]);

        Assert.Equal("t       0 1 2 3\nset     1 0 0\nreset   0 0 1\nmemory  0 1 1 0", trace.ToString());
        Assert.Equal((3, 3), (trace.Steps, trace.Names.Count));
        Assert.StartsWith("'set' is known at times 0 to 2.", Assert.Throws<ArgumentOutOfRangeException>(() => trace["set", 3]).Message, StringComparison.Ordinal);
        Assert.StartsWith("Trace: there is no input or unit 'memry'.", Assert.Throws<ArgumentException>(() => trace["memry", 0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_net_with_a_circle_has_no_delay_no_formula_and_is_no_model()
    {
        var net = new McCullochPittsNet("a") { McCullochPittsUnit.And("x", "a", "y"), McCullochPittsUnit.Or("y", "x") };
        const string message = "Net: it has a circle, so its units need not settle. Use Run, which shows their states over time.";

        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => net.Delay).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => net.FormulaOf("x")).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => net.ToSequential(["x"])).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => net.Evaluate("x", true)).Message);
    }

    private static IEnumerable<bool[][]> Histories(int inputs)
    {
        for (int bits = 0; bits < 1 << (inputs * Length); bits++)
        {
            yield return [.. Enumerable.Range(0, Length).Select(t => Enumerable.Range(0, inputs).Select(i => ((bits >> ((t * inputs) + i)) & 1) == 1).ToArray())];
        }
    }
}
