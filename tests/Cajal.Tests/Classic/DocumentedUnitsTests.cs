using Cajal.Tests.Structure;

namespace Cajal.Tests.Classic;

/// <summary>The examples of docs/units.md print what stands below them.</summary>
public sealed class DocumentedUnitsTests
{
    private readonly DocumentedPage page = new();

    [Fact]
    public void Examples_print_what_the_page_says() => page.Check("units.md", [Latch, Formulas, Limit, Regions, Classes]);

    private void Latch()
    {
        var latch = new McCullochPittsNet("set", "reset")
        {
            new McCullochPittsUnit("memory", threshold: 1, excitatory: ["set", "memory"], inhibitory: ["reset"]),
        };
        page.Print(latch.Run([[true, false], [false, false], [false, true]]));
    }

    private void Formulas()
    {
        var formula = LogicFormula.Parse("((A & !X & Z) | (A & !Y)) & ((X & Y) | (!X & Z))");
        page.Print(formula.Simplify());
        page.Print(formula.ToNet());
        page.Print(formula.ToNet().FormulaOf("output").Simplify());
        page.Print(formula.ToSequential(LogicUnits.Sigmoid).Predict([1, 0, 1, 0])[0] > 0.999f);
    }

    private void Limit()
    {
        Dataset xor = BuiltInData.Load("xor", rows: 4);
        page.Print(Perceptron.Fit(xor).Result.Remark);
        page.Print(LinearSeparability.Decide(xor));
        page.Print(LinearSeparability.Decide(BuiltInData.Load("nand")).IsSeparable);
    }

    private void Regions()
    {
        var house = PlanarRegion.Polygon(new(0, 0), new(8, 0), new(8, 5), new(4, 8), new(0, 5));
        PlanarRegion region = house.Without(PlanarRegion.Polygon(new(3, 0), new(5, 0), new(5, 3), new(3, 3)));
        page.Print($"{region.ConvexParts} convex parts, {region.Units} units");
        page.Print(DecisionPicture.Draw(region.ToSequential(), new(-1, -1), new(9, 9), 20, 10));
    }

    private void Classes()
    {
        OneVersusOne flowers = OneVersusOne.Fit(BuiltInData.Iris(), BinaryLearner.Perceptron());
        page.Print($"{flowers.Classifiers.Length} classifiers, accuracy {flowers.Evaluate(BuiltInData.Iris())["accuracy"].Value:0.00}");
    }
}
