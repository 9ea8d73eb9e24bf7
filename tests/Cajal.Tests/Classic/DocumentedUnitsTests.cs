using System.Globalization;
using System.Text;
using Cajal.Tests.Structure;

namespace Cajal.Tests.Classic;

/// <summary>The examples of docs/units.md print what stands below them.</summary>
public sealed class DocumentedUnitsTests
{
    private readonly StringBuilder _printed = new();

    [Fact]
    public void Examples_print_what_the_page_says()
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "units.md"));
        // Between fences: example, output, example, output …
        string[] blocks = [.. page.Split("```").Where((_, i) => i % 2 == 1)];
        Action[] examples = [Latch, Formulas, Limit, Regions, Classes];

        Assert.Equal(2 * examples.Length, blocks.Length);
        foreach ((int index, Action example) in examples.Index())
        {
            _printed.Clear();
            example();
            Assert.Equal(blocks[(2 * index) + 1].Trim('\n'), _printed.ToString().TrimEnd('\n'));
            // The code here is that of the page.
            string own = File.ReadAllText(Path.Combine(SourceTree.Root, "tests", "Cajal.Tests", "Classic", "DocumentedUnitsTests.cs"));
            Assert.All(
                blocks[2 * index]["csharp\n".Length..].TrimEnd('\n').Split('\n'),
                line => Assert.Contains(line.Trim().Replace("Console.WriteLine", "Print", StringComparison.Ordinal), own, StringComparison.Ordinal));
        }
    }

    private void Latch()
    {
        var latch = new McCullochPittsNet("set", "reset")
        {
            new McCullochPittsUnit("memory", threshold: 1, excitatory: ["set", "memory"], inhibitory: ["reset"]),
        };
        Print(latch.Run([[true, false], [false, false], [false, true]]));
    }

    private void Formulas()
    {
        var formula = LogicFormula.Parse("((A & !X & Z) | (A & !Y)) & ((X & Y) | (!X & Z))");
        Print(formula.Simplify());
        Print(formula.ToNet());
        Print(formula.ToNet().FormulaOf("output").Simplify());
        Print(formula.ToSequential(LogicUnits.Sigmoid).Predict([1, 0, 1, 0])[0] > 0.999f);
    }

    private void Limit()
    {
        Dataset xor = BuiltInData.Load("xor", rows: 4);
        Print(Perceptron.Fit(xor).Result.Remark);
        Print(LinearSeparability.Decide(xor));
        Print(LinearSeparability.Decide(BuiltInData.Load("nand")).IsSeparable);
    }

    private void Regions()
    {
        var house = PlanarRegion.Polygon(new(0, 0), new(8, 0), new(8, 5), new(4, 8), new(0, 5));
        PlanarRegion region = house.Without(PlanarRegion.Polygon(new(3, 0), new(5, 0), new(5, 3), new(3, 3)));
        Print($"{region.ConvexParts} convex parts, {region.Units} units");
        Print(DecisionPicture.Draw(region.ToSequential(), new(-1, -1), new(9, 9), 20, 10));
    }

    private void Classes()
    {
        OneVersusOne flowers = OneVersusOne.Fit(BuiltInData.Iris(), BinaryLearner.Perceptron());
        Print($"{flowers.Classifiers.Length} classifiers, accuracy {flowers.Evaluate(BuiltInData.Iris())["accuracy"].Value:0.00}");
    }

    private void Print(object? value) => _printed.Append(CultureInfo.InvariantCulture, $"{value}\n");
}
