using System.Globalization;
using System.Text;

namespace Cajal.Tests.Classic;

/// <summary>A random formula as text, and its value computed by itself: the independent twin of parser, evaluation and compiler.</summary>
internal sealed record RandomFormula(string Text, Func<bool[], bool> Value)
{
    private static readonly string[] _ands = ["&", "∧", " and ", "&&"];
    private static readonly string[] _ors = ["|", "∨", " or "];

    public static string[] Names(int variables) => [.. Enumerable.Range(0, variables).Select(index => $"x{index}")];

    public static RandomFormula Draw(Random random, int variables, int connectives)
    {
        if (connectives == 0)
        {
            int variable = random.Next(variables);
            return new RandomFormula($"x{variable}", state => state[variable]);
        }
        if (random.Next(5) == 0)
        {
            RandomFormula inner = Draw(random, variables, connectives);
            return new RandomFormula($"{(random.Next(2) == 0 ? "!" : "not ")}({inner.Text})", state => !inner.Value(state));
        }
        int left = random.Next(connectives);
        (RandomFormula a, RandomFormula b) = (Draw(random, variables, left), Draw(random, variables, connectives - 1 - left));
        return random.Next(10) switch
        {
            < 4 => new($"({a.Text}){_ands[random.Next(_ands.Length)]}({b.Text})", state => a.Value(state) && b.Value(state)),
            < 7 => new($"({a.Text}){_ors[random.Next(_ors.Length)]}({b.Text})", state => a.Value(state) || b.Value(state)),
            7 => new($"({a.Text}) ^ ({b.Text})", state => a.Value(state) != b.Value(state)),
            8 => new($"({a.Text}) -> ({b.Text})", state => !a.Value(state) || b.Value(state)),
            _ => new($"({a.Text}) <-> ({b.Text})", state => a.Value(state) == b.Value(state)),
        };
    }

    /// <summary>The states of a truth table in its order.</summary>
    public static IEnumerable<bool[]> States(int variables) => Enumerable.Range(0, 1 << variables)
        .Select(row => Enumerable.Range(0, variables).Select(variable => ((row >> (variables - 1 - variable)) & 1) == 1).ToArray());

    /// <summary>A chain a0 &amp; (a1 | (a2 &amp; …)) of so many variables in turn.</summary>
    public static string Chain(int variables, int connectives)
    {
        var text = new StringBuilder();
        for (int i = 0; i < connectives; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"x{i % variables} {(i % 2 == 0 ? '&' : '|')} (");
        }
        return text.Append("x0").Append(')', connectives).ToString();
    }
}
