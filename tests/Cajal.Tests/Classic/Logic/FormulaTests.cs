using System.Globalization;

namespace Cajal.Tests.Classic;

/// <summary>U3: any propositional formula becomes a net of threshold units.</summary>
public sealed class FormulaTests
{
    private const string Lecture = "((A & ¬X & Z) | (A & ¬Y)) & ((X & Y) | (¬X & Z))";

    [Fact]
    public void The_formula_of_the_lecture_is_compiled_and_found_to_be_shorter()
    {
        var formula = LogicFormula.Parse(Lecture, ["A", "X", "Y", "Z"]);
        McCullochPittsNet net = formula.ToNet();
        Sequential model = formula.ToSequential();
        int row = 0;
        foreach (bool[] state in RandomFormula.States(4))
        {
            (bool a, bool x, bool y, bool z) = (state[0], state[1], state[2], state[3]);
            bool expected = ((a && !x && z) || (a && !y)) && ((x && y) || (!x && z));
            Assert.Equal(expected, a && !x && z);
            Assert.Equal(expected, formula.TruthTable()[row++]);
            Assert.Equal(expected, net.Evaluate("output", state));
            Assert.Equal([expected ? 1f : 0f], model.Predict(Numbers(state)));
        }

        Assert.Equal((16, 2), (row, formula.TruthTable().Count(value => value)));
        Assert.Equal("A & !X & Z", formula.Simplify().ToString());
        Assert.Equal(7, net.Units.Count);
        Assert.Equal(3, net.Delay);
        Assert.Equal("(A & !X & Z | A & !Y) & (X & Y | !X & Z)", formula.ToString());
    }

    [Fact]
    public void A_thousand_random_formulas_equal_their_truth_tables()
    {
        var random = new Random(7);
        for (int round = 0; round < 1000; round++)
        {
            int variables = random.Next(1, 7);
            RandomFormula drawn = RandomFormula.Draw(random, variables, random.Next(0, 13));
            var formula = LogicFormula.Parse(drawn.Text, RandomFormula.Names(variables));
            bool[] expected = [.. RandomFormula.States(variables).Select(drawn.Value)];
            McCullochPittsNet net = formula.ToNet();
            float[] inputs = [.. RandomFormula.States(variables).SelectMany(Numbers)];
            string text = drawn.Text;

            Assert.Equal((text, true), (text, expected.SequenceEqual(formula.TruthTable())));
            Assert.Equal((text, true), (text, expected.SequenceEqual(RandomFormula.States(variables).Select(state => net.Evaluate("output", state)))));
            Assert.Equal((text, true), (text, expected.SequenceEqual(formula.ToSequential().Predict(inputs).Select(value => value == 1))));
            Assert.Equal((text, true), (text, expected.SequenceEqual(formula.Simplify().TruthTable())));
            Assert.Equal((text, true), (text, expected.SequenceEqual(LogicFormula.Parse(formula.ToString(), formula.Variables).TruthTable())));
            Assert.All(formula.ToSequential(LogicUnits.Sigmoid).Predict(inputs).Zip(expected), one => Assert.Equal(one.Second ? 1 : 0, one.First, 1e-4f));
        }
    }

    [Fact]
    public void A_formula_of_24_variables_on_a_hundred_thousand_random_rows()
    {
        var random = new Random(24);
        const int Rows = 100_000;
        RandomFormula drawn = RandomFormula.Draw(random, 24, 60);
        var formula = LogicFormula.Parse(drawn.Text, RandomFormula.Names(24));
        McCullochPittsNet net = formula.ToNet();
        float[] inputs = new float[Rows * 24];
        bool[][] states = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, 24).Select(_ => random.Next(2) == 1).ToArray())];
        for (int row = 0; row < Rows; row++)
        {
            Numbers(states[row]).CopyTo(inputs, row * 24);
        }
        float[] outputs = formula.ToSequential().Predict(inputs);
        int wrong = 0;
        int applied = 0;
        for (int row = 0; row < Rows; row++)
        {
            bool expected = drawn.Value(states[row]);
            applied += expected ? 1 : 0;
            wrong += (outputs[row] == 1) == expected && formula.Evaluate(states[row]) == expected ? 0 : 1;
            wrong += row >= 1000 || net.Evaluate("output", states[row]) == expected ? 0 : 1;
        }

        Assert.Equal(0, wrong);
        Assert.InRange(applied, 1000, Rows - 1000);
    }

    [Fact]
    public void A_simplified_formula_has_no_part_that_could_be_left_out()
    {
        var random = new Random(31);
        for (int round = 0; round < 200; round++)
        {
            int variables = random.Next(2, 7);
            string[] names = RandomFormula.Names(variables);
            // Half of the rows of a table, each as an AND of all variables.
            string text = string.Join(" | ", RandomFormula.States(variables).Where(_ => random.Next(2) == 0).Append(new bool[variables])
                .Select(state => string.Join(" & ", state.Zip(names, (value, name) => value ? name : "!" + name))));
            string[][] terms = [.. LogicFormula.Parse(text, names).Simplify().ToString()
                .Split(" | ").Select(term => term.Split(" & "))];
            bool[] whole = Table(terms);
            if (terms is [["0"]] or [["1"]])
            {
                continue;
            }
            for (int i = 0; i < terms.Length; i++)
            {
                Assert.NotEqual(whole, Table([.. terms[..i], .. terms[(i + 1)..]]));
                for (int j = 0; j < terms[i].Length; j++)
                {
                    string[] shorter = [.. terms[i][..j], .. terms[i][(j + 1)..]];
                    Assert.NotEqual(whole, Table([.. terms[..i], shorter, .. terms[(i + 1)..]]));
                }
            }

            bool[] Table(string[][] parts) => parts.Length == 0
                ? new bool[1 << variables]
                : LogicFormula.Parse(string.Join(" | ", parts.Select(part => part.Length == 0 ? "1" : $"({string.Join(" & ", part)})")), names).TruthTable();
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(900)]
    public void The_size_of_the_net_grows_with_the_formula(int connectives)
    {
        var chain = LogicFormula.Parse(RandomFormula.Chain(8, connectives));
        McCullochPittsNet net = chain.ToNet();
        var parity = LogicFormula.Parse(string.Join(" ^ ", Enumerable.Range(0, connectives + 1).Select(index => $"x{index % 50}")));
        McCullochPittsNet parityNet = parity.ToNet();

        Assert.Equal((connectives, connectives), (chain.Connectives, net.Units.Count));
        Assert.Equal(2 * connectives, net.Units.Sum(unit => unit.Connections.Length));
        Assert.InRange(parityNet.Units.Count, 1, 2 * connectives);
        // As layers: a unit a connective, and what is carried: at most the 8 variables and the value so far in each layer.
        Sequential model = chain.ToSequential();
        Assert.InRange(model.Layers.OfType<Dense>().Sum(layer => layer.OutFeatures), connectives, 10 * connectives);
    }

    [Theory]
    [InlineData("a | b & c", "a | b & c", "00011111")]
    [InlineData("(a | b) & c", "(a | b) & c", "00010101")]
    [InlineData("a -> b -> c", "a -> (b -> c)", "11111101")]
    [InlineData("(a -> b) -> c", "(a -> b) -> c", "01011101")]
    [InlineData("!a & b | c", "!a & b | c", "01110101")]
    [InlineData("¬(a ∧ b) ∨ c", "!(a & b) | c", "11111101")]
    [InlineData("a ^ b & c", "a ^ b & c", "00011110")]
    [InlineData("a <-> b | c", "a <-> b | c", "10000111")]
    [InlineData("a iff b -> c", "a <-> b -> c", "00101101")]
    [InlineData("!!!a & true & b & (c | 1)", "!a & b", "00110000")]
    [InlineData("a & b & c & 0", "0", "00000000")]
    public void Operators_bind_in_the_stated_order(string text, string written, string table)
    {
        var formula = LogicFormula.Parse(text, ["a", "b", "c"]);

        Assert.Equal(written, formula.ToString());
        Assert.Equal(table, string.Concat(formula.TruthTable().Select(value => value ? 1 : 0)));
        Assert.Equal(formula.TruthTable(), RandomFormula.States(3).Select(state => formula.ToNet().Evaluate("output", state)));
    }

    [Theory]
    [InlineData("", 0, "the end came", "a variable, 0, 1, '!' or '('")]
    [InlineData("A & ", 4, "the end came", "a variable, 0, 1, '!' or '('")]
    [InlineData("(A & )", 5, "')' came", "a variable, 0, 1, '!' or '('")]
    [InlineData("A & or B", 4, "'or' came", "a variable, 0, 1, '!' or '('")]
    [InlineData("A B", 2, "'B' came", "an operator or the end")]
    [InlineData("A) & B", 1, "')' came", "an operator or the end")]
    [InlineData("(A | (B & C)", 12, "the end came", "an operator or ')' for the '(' at character 1")]
    [InlineData("A $ B", 2, "'$' came", "an operator or the end")]
    [InlineData("A & 2x", 4, "'2x' came", "a variable, 0, 1, '!' or '('")]
    [InlineData("A & <- B", 4, "'<' came", "a variable, 0, 1, '!' or '('")]
    public void A_mistake_is_shown_with_its_place_and_what_was_expected(string text, int position, string came, string expected)
    {
        LogicFormulaException error = Assert.Throws<LogicFormulaException>(() => LogicFormula.Parse(text));

        Assert.Equal((position, expected, 2), (error.Position, error.Expected, error.ExitCode));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"Formula '{text}', character {position + 1}: {came}, expected {expected}. Mend it there."), error.Message);
    }

    [Fact]
    public void Other_variables_than_the_given_ones_and_too_deep_nesting_are_refused()
    {
        Assert.Equal("one of the variables a, b", Assert.Throws<LogicFormulaException>(() => LogicFormula.Parse("a & c", ["a", "b"])).Expected);
        LogicFormulaException deep = Assert.Throws<LogicFormulaException>(() => LogicFormula.Parse(new string('(', 100_000) + "a"));
        Assert.Equal("at most 1000 brackets, negations and arrows within one another", deep.Expected);
        Assert.InRange(deep.Message.Length, 0, 250);
        Assert.Equal(900, LogicFormula.Parse(new string('(', 900) + "a" + new string(')', 900)).ToString().Length + 899);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var formula = LogicFormula.Parse("a & b");

        Assert.StartsWith("Formula: 1 values came, expected 2 (a, b).", Assert.Throws<ArgumentException>(() => formula.Evaluate(true)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Formula: 'a' is a variable", Assert.Throws<ArgumentException>(() => formula.ToNet("a")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Net: it has no inputs", Assert.Throws<InvalidOperationException>(() => LogicFormula.Parse("1").ToSequential()).Message, StringComparison.Ordinal);
        var wide = LogicFormula.Parse(string.Join(" & ", RandomFormula.Names(30)));
        Assert.Contains("at most 24", Assert.Throws<InvalidOperationException>(wide.TruthTable).Message, StringComparison.Ordinal);
        Assert.Contains("at most 12", Assert.Throws<InvalidOperationException>(wide.Simplify).Message, StringComparison.Ordinal);
        Assert.Equal([1f], LogicFormula.Parse("output | !output").ToSequential().Predict([0]));
    }

    private static float[] Numbers(bool[] state) => [.. state.Select(value => value ? 1f : 0f)];
}
