using Cajal.Cli.Lessons.Pictures;

namespace Cajal.Cli.Lessons.Units;

/// <summary>The unit of 1943: gates, a veto, delay and memory.</summary>
internal sealed class UnitsLesson() : Lesson("units", "the unit of 1943: threshold and veto make gates, a circle makes memory", "U1", "U2")
{
    private const int Length = 6;

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("A McCulloch-Pitts unit fires (1) or does not (0): when enough of its exciting inputs fire and no inhibiting one does.");
        Gates(page);
        Veto(page);
        page.Say("A unit answers a unit of time later. N1 that excites itself goes on until N2 stops it: a circle remembers.");
        Circle(page);
        NoCircle(page);
        Latch(page);
    }

    private static void Gates(LessonPage page)
    {
        (McCullochPittsUnit Unit, string Table)[] gates =
        [
            (McCullochPittsUnit.And("and", "a", "b"), "0001"), (McCullochPittsUnit.Or("or", "a", "b"), "0111"), (McCullochPittsUnit.Not("not", "a"), "1100"),
            (McCullochPittsUnit.Nor("nor", "a", "b"), "1000"), (McCullochPittsUnit.Nand("nand", "a", "b"), "1110"),
        ];
        page.Show("a b: 00 01 10 11\n" + string.Join("\n", gates.Select(gate => $"{gate.Unit.Name,-4} {string.Join("  ", Table(gate.Unit).ToCharArray())}    {gate.Unit}")));
        foreach ((McCullochPittsUnit unit, string table) in gates)
        {
            page.Check("U1", $"{unit.Name}: wrong rows", Table(unit).Zip(table).Count(pair => pair.First != pair.Second), Bound.Equal(0));
        }
    }

    private static string Table(McCullochPittsUnit unit)
    {
        var net = new McCullochPittsNet("a", "b") { unit };
        return TruthTables.Text(TruthTables.States(2).Select(state => net.Evaluate(unit.Name, state)));
    }

    private static void Veto(LessonPage page)
    {
        var unit = new McCullochPittsUnit("y", threshold: 2, excitatory: ["a", "b", "c"], inhibitory: ["stop"]);
        var net = new McCullochPittsNet("a", "b", "c", "stop") { unit };
        page.Show(unit);
        bool[][] stopped = [.. TruthTables.States(4).Where(state => state[3])];
        page.Check("U1", "states in which the unit fires against its veto", stopped.Count(state => net.Evaluate("y", state)), Bound.Equal(0));
        page.Check("U1", "states in which two of three excite and none vetoes", TruthTables.States(4).Count(state => net.Evaluate("y", state)), Bound.Equal(4));
    }

    /// <summary>N1(t) ≡ N1(t−1) ∧ ¬N2(t−1): all starting values and histories.</summary>
    private static void Circle(LessonPage page)
    {
        var net = new McCullochPittsNet("N2") { new McCullochPittsUnit("N1", 1, ["N1"], ["N2"]) };
        (int traces, int firing, int wrong) = (0, 0, 0);
        foreach (bool start in new[] { false, true })
        {
            foreach (bool[] stops in TruthTables.States(Length))
            {
                NetTrace trace = net.Run([.. stops.Select(stop => new[] { stop })], start ? ["N1"] : []);
                wrong += Enumerable.Range(0, Length + 1).Count(t => trace["N1", t] != (start && !stops.Take(t).Contains(true)));
                traces++;
                firing += trace.EverFires("N1") ? 1 : 0;
            }
        }

        page.Show(net.Run([[false], [false], [true], [false], [false], [false]], "N1"));
        page.Check("U2", "N1 ≡ N1 ∧ ¬N2: traces", traces, Bound.Equal(128));
        page.Check("U2", "N1 ≡ N1 ∧ ¬N2: traces with a 1", firing, Bound.Equal(32));
        page.Check("U2", "N1 ≡ N1 ∧ ¬N2: wrong states", wrong, Bound.Equal(0));
    }

    /// <summary>N3(t) ≡ N1(t−1) ∧ ¬N2(t−1): all histories of both.</summary>
    private static void NoCircle(LessonPage page)
    {
        var net = new McCullochPittsNet("N1", "N2") { new McCullochPittsUnit("N3", 1, ["N1"], ["N2"]) };
        (int histories, int wrong) = (0, 0);
        foreach (bool[] bits in TruthTables.States(2 * Length))
        {
            bool[][] history = [.. bits.Chunk(2)];
            NetTrace trace = net.Run(history);
            wrong += Enumerable.Range(1, Length).Count(t => trace["N3", t] != (history[t - 1][0] && !history[t - 1][1]));
            histories++;
        }

        page.Check("U2", "N3 ≡ N1 ∧ ¬N2: histories", histories, Bound.Equal(4096));
        page.Check("U2", "N3 ≡ N1 ∧ ¬N2: wrong states", wrong, Bound.Equal(0));
    }

    private static void Latch(LessonPage page)
    {
        const int Steps = 1000;
        var latch = new McCullochPittsNet("set", "reset") { new McCullochPittsUnit("memory", 1, ["set", "memory"], ["reset"]) };
        bool[][] inputs = [[true, false], [false, false], [false, false], [false, true], [false, false]];
        NetTrace shown = latch.Run(inputs);
        page.Show(shown);
        page.Draw(TimingPicture.Draw("A circle remembers: set, then reset", ["set", "reset", "memory"], inputs.Length, (unit, time) => shown[unit, time]));
        bool[][] silence = [.. Enumerable.Repeat(new[] { false, false }, Steps)];
        NetTrace trace = latch.Run([[true, false], .. silence, [false, true], .. silence]);
        page.Check("U2", "steps for which the latch holds 1 after set", Enumerable.Range(1, Steps + 1).TakeWhile(t => trace["memory", t]).Count(),
            Bound.AtLeast(Steps));
        page.Check("U2", "steps for which the latch holds 0 after reset",
            Enumerable.Range(Steps + 2, Steps + 1).TakeWhile(t => !trace["memory", t]).Count(), Bound.AtLeast(Steps));
    }
}
