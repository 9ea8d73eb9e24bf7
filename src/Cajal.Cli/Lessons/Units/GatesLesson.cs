using System.Globalization;
using Cajal.Cli.Rendering;

namespace Cajal.Cli.Lessons.Units;

/// <summary>Gates by sigmoid units of large weights.</summary>
internal sealed class GatesLesson()
    : Lesson("gates", "gates by sigmoid units: NOT, NOR, AND, OR with the lecture's weights, XNOR composed of them", "U6")
{
    private const double Tolerance = 1e-4;

    private static readonly (string Name, string Unit, Func<double, double, double> Output, string Table)[] Gates =
    [
        ("NOT x₁", "f(10 - 20x₁)", (x, _) => F(10 - (20 * x)), "1100"),
        ("¬x₁ ∧ ¬x₂", "f(10 - 20x₁ - 20x₂)", Nor, "1000"),
        ("x₁ AND x₂", "f(-30 + 20x₁ + 20x₂)", And, "0001"),
        ("x₁ OR x₂", "f(-10 + 20x₁ + 20x₂)", Or, "0111"),
        ("x₁ XNOR x₂", "OR of AND and ¬x₁ ∧ ¬x₂", (x, y) => Or(And(x, y), Nor(x, y)), "1001"),
    ];

    private static readonly string[] Formulas = ["!x1", "!x1 & !x2", "x1 & x2", "x1 | x2", "(x1 & x2) | (!x1 & !x2)"];

    /// <inheritdoc/>
    protected override void Teach(LessonPage page)
    {
        page.Say("f(z) = 1/(1 + e^-z) is almost 0 at -10 and almost 1 at +10, so a unit with weights of 20 is as good as a threshold.");
        var table = new TextTable("gate", "unit", ">0 0", ">0 1", ">1 0", ">1 1");
        foreach ((string name, string unit, Func<double, double, double> output, string expected) in Gates)
        {
            double[] outputs = [.. Enumerable.Range(0, 4).Select(row => output(row / 2, row % 2))];
            table.Add([name, unit, .. outputs.Select(value => value.ToString("F6", CultureInfo.InvariantCulture))]);
            page.Check("U6", $"{name}: largest distance from 0 or 1", outputs.Zip(expected, (value, bit) => Math.Abs(value - (bit - '0'))).Max(),
                Bound.AtMost(Tolerance));
        }

        page.Show(string.Join("\n", table.Lines()));
        page.Say("The library finds these weights itself: a formula as a net of sigmoid units is a model like any other.");
        foreach ((string text, var gate) in Formulas.Zip(Gates))
        {
            var formula = LogicFormula.Parse(text, text.Contains("x2", StringComparison.Ordinal) ? ["x1", "x2"] : ["x1"]);
            bool[][] states = [.. TruthTables.States(formula.Variables.Count)];
            Sequential net = formula.ToSequential(LogicUnits.Sigmoid);
            float[] outputs = net.Predict(TruthTables.Numbers(states));
            page.Check("U6", $"{text} as a model: largest distance from 0 or 1",
                outputs.Zip(states, (value, state) => Math.Abs(value - (formula.Evaluate(state) ? 1 : 0))).Max(), Bound.AtMost(Tolerance));
            page.Draw(net.UnitsToSvg(new DrawingOptions { Title = $"{text} as a net of sigmoid units" }));
        }
    }

    private static double F(double z) => 1 / (1 + Math.Exp(-z));

    private static double Nor(double x, double y) => F(10 - (20 * x) - (20 * y));

    private static double And(double x, double y) => F(-30 + (20 * x) + (20 * y));

    private static double Or(double x, double y) => F(-10 + (20 * x) + (20 * y));
}
