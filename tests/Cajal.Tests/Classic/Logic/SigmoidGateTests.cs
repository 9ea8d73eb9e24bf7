namespace Cajal.Tests.Classic;

/// <summary>U6: Boolean functions with sigmoid units, XNOR composed of them.</summary>
public sealed class SigmoidGateTests
{
    [Theory]
    [InlineData("!a", new[] { -20f }, 10f)]
    [InlineData("!a & !b", new[] { -20f, -20f }, 10f)]
    [InlineData("a & b", new[] { 20f, 20f }, -30f)]
    [InlineData("a | b", new[] { 20f, 20f }, -10f)]
    public void A_unit_has_the_weights_of_the_lecture(string text, float[] weights, float bias)
    {
        var formula = LogicFormula.Parse(text);
        Sequential model = formula.ToSequential(LogicUnits.Sigmoid);

        Assert.Equal(weights, model.Parameters[0].Values.ToArray());
        Assert.Equal([bias], model.Parameters[1].Values.ToArray());
        AssertTable(formula, model);
    }

    [Fact]
    public void Xnor_is_composed_of_and_nor_and_or()
    {
        var formula = LogicFormula.Parse("(a & b) | (!a & !b)");
        Sequential model = formula.ToSequential(LogicUnits.Sigmoid);

        Assert.Equal([20f, -20f, 20f, -20f], model.Parameters[0].Values.ToArray());
        Assert.Equal([-30f, 10f], model.Parameters[1].Values.ToArray());
        Assert.Equal([20f, 20f, -10f], [.. model.Parameters[2].Values, .. model.Parameters[3].Values]);
        AssertTable(formula, model);
    }

    private static void AssertTable(LogicFormula formula, Sequential model)
    {
        foreach ((bool[] state, bool value) in RandomFormula.States(formula.Variables.Count).Zip(formula.TruthTable()))
        {
            Assert.Equal(value ? 1 : 0, model.Predict([.. state.Select(one => one ? 1f : 0f)])[0], 1e-4f);
        }
    }
}
