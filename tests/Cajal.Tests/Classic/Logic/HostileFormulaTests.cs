namespace Cajal.Tests.Classic;

/// <summary>U3: whatever text comes, it is a formula or refused with a place inside it.</summary>
public sealed class HostileFormulaTests
{
    private static readonly string[] _pieces =
        ["A", "B", "x1", "_", "0", "1", "7", "true", "not", "and", "or", "xor", "iff", "implies", "!", "¬", "&", "&&", "|", "||", "^", "->", "<->", "<", "-", "(", ")", " ", "\n", "\u001b[2J", "é", "∨", "\ud83d", "="];

    [Fact]
    public void Random_texts_are_formulas_or_refused_with_a_place()
    {
        var random = new Random(1);
        int formulas = 0;
        for (int round = 0; round < 30_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => _pieces[random.Next(_pieces.Length)]));
            try
            {
                var formula = LogicFormula.Parse(text);
                Assert.Equal(formula.TruthTable(), LogicFormula.Parse(formula.ToString(), formula.Variables).TruthTable());
                formulas++;
            }
            catch (LogicFormulaException error)
            {
                Assert.InRange(error.Position, 0, text.Length);
                Assert.DoesNotContain('\u001b', error.Message);
            }
        }
        Assert.InRange(formulas, 500, 29_000);
    }
}
