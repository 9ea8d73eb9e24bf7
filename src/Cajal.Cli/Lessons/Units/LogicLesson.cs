namespace Cajal.Cli.Lessons.Units;

/// <summary>Formulas become nets, nets become formulas.</summary>
internal sealed class LogicLesson() : Lesson("logic", "any formula is a net of threshold units, any net without circles is a formula", "U3", "U11")
{
    private const int Shown = 3;
    private const string Lecture = "((A & ¬X & Z) | (A & ¬Y)) & ((X & Y) | (¬X & Z))";

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        TheLecturesFormula(page);
        ManyVariables(page);
        page.Say("The other way round: each unit of a net without circles is a formula of the inputs, and that formula a net again.");
        NetsAndFormulas(page);
        Vetoes(page);
    }

    private static void TheLecturesFormula(LessonPage page)
    {
        var formula = LogicFormula.Parse(Lecture, ["A", "X", "Y", "Z"]);
        McCullochPittsNet net = formula.ToNet();
        page.Say($"{Lecture} as a net, a unit for each connective:");
        page.Show(net);
        page.Draw(formula.ToSequential().UnitsToSvg(new DrawingOptions { Title = Lecture }));
        page.Say($"It is true in {formula.TruthTable().Count(value => value)} of 16 rows, so it is the same as {formula.Simplify()}.");
        bool[][] states = [.. TruthTables.States(4)];
        bool[] expected = [.. states.Select(state => state is [var a, var x, var y, var z] && ((a && !x && z) || (a && !y)) && ((x && y) || (!x && z)))];
        page.Check("U3", "rows in which net and formula differ",
            states.Zip(expected).Count(pair => net.Evaluate("output", pair.First) != pair.Second), Bound.Equal(0));
        page.Check("U3", "rows compared", states.Length, Bound.Equal(16));
        page.Check("U3", "true rows", formula.TruthTable().Count(value => value), Bound.Equal(2));
        page.Holds("U3", "the true rows are A=1, X=0, Z=1",
            states.Zip(formula.TruthTable()).All(pair => pair.Second == (pair.First is [true, false, _, true])));
        page.Holds("U3", "the shortest form is found: A & !X & Z", formula.Simplify().ToString() == "A & !X & Z");
        LogicFormulaException? mistake = null;
        try
        {
            LogicFormula.Parse("(A & )");
        }
        catch (LogicFormulaException error)
        {
            mistake = error;
            page.Say(error.Message);
        }

        page.Check("U3", "place of the mistake in '(A & )', from 0", mistake?.Position ?? -1, Bound.Equal(5));
    }

    private static void ManyVariables(LessonPage page)
    {
        const int Variables = 24;
        const int Connectives = 60;
        const int Count = 100_000;
        var random = new Random(24);
        var drawn = DrawnFormula.Draw(random, Variables, Connectives);
        var formula = LogicFormula.Parse(drawn.Text, DrawnFormula.Names(Variables));
        bool[][] states = [.. Enumerable.Range(0, Count).Select(_ => Enumerable.Range(0, Variables).Select(_ => random.Next(2) == 1).ToArray())];
        float[] outputs = formula.ToSequential().Predict(TruthTables.Numbers(states));
        page.Check("U3", "24 variables, 100,000 random rows: differences",
            states.Zip(outputs).Count(pair => drawn.IsTrue(pair.First) != (pair.Second == 1)), Bound.Equal(0));
        page.Check("U3", "24 variables, 100,000 random rows: true ones", outputs.Count(value => value == 1), Bound.Between(1000, Count - 1000));
        foreach (int size in new[] { 10, 100, 900 })
        {
            var chain = LogicFormula.Parse(string.Concat(Enumerable.Range(0, size).Select(i => $"x{i % 8} {(i % 2 == 0 ? '&' : '|')} (")) + "x0" + new string(')', size));
            page.Check("U3", $"units for {size} connectives", chain.ToNet().Units.Count, Bound.Equal(size));
        }
    }

    private static void NetsAndFormulas(LessonPage page)
    {
        const int Nets = 1000;
        var random = new Random(11);
        int equal = 0;
        for (int round = 0; round < Nets; round++)
        {
            McCullochPittsNet net = DrawnNet.Draw(random, hasCircles: false);
            string last = net.Units[^1].Name;
            LogicFormula formula = net.FormulaOf(last);
            McCullochPittsNet again = formula.ToNet("again");
            equal += TruthTables.States(DrawnNet.Inputs).All(state => net.Evaluate(last, state) == formula.Evaluate(state) && formula.Evaluate(state) == again.Evaluate("again", state)) ? 1 : 0;
            if (round == Shown)
            {
                page.Show($"{net}\n\n{last} ≡ {formula}\n\n{again}");
            }
        }

        page.Check("U11", "nets → formula → net with equal truth tables", equal, Bound.Equal(Nets));
    }

    /// <summary>A veto is a weight that no excitation can outweigh; circles included, all units fire at the same times.</summary>
    private static void Vetoes(LessonPage page)
    {
        const int Nets = 1000;
        var random = new Random(12);
        int equal = 0;
        for (int round = 0; round < Nets; round++)
        {
            McCullochPittsNet net = DrawnNet.Draw(random, hasCircles: true);
            bool[][] history = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, DrawnNet.Inputs).Select(_ => random.Next(2) == 1).ToArray())];
            equal += net.Run(history).ToString() == net.WithoutVetoes().Run(history).ToString() ? 1 : 0;
        }

        page.Say("A net with vetoes turned into one with negative weights alone fires at the same times: the delay between the two is 0.");
        page.Check("U11", "nets with vetoes that equal nets with negative weights at every time (delay 0)", equal, Bound.Equal(Nets));
    }
}
