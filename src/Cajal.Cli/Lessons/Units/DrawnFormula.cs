namespace Cajal.Cli.Lessons.Units;

/// <summary>A random formula: its text, and beside it its value, computed without the parser.</summary>
internal sealed record DrawnFormula(string Text, Func<bool[], bool> IsTrue)
{
    /// <summary>x0, x1, …</summary>
    public static string[] Names(int variables) => [.. Enumerable.Range(0, variables).Select(index => $"x{index}")];

    /// <summary>Draws a formula with a number of connectives; each part is negated one time in four.</summary>
    public static DrawnFormula Draw(Random random, int variables, int connectives)
    {
        DrawnFormula drawn;
        if (connectives == 0)
        {
            int variable = random.Next(variables);
            drawn = new DrawnFormula($"x{variable}", state => state[variable]);
        }
        else
        {
            int left = random.Next(connectives);
            DrawnFormula a = Draw(random, variables, left);
            DrawnFormula b = Draw(random, variables, connectives - 1 - left);
            drawn = random.Next(3) switch
            {
                0 => new DrawnFormula($"({a.Text} & {b.Text})", state => a.IsTrue(state) & b.IsTrue(state)),
                1 => new DrawnFormula($"({a.Text} | {b.Text})", state => a.IsTrue(state) | b.IsTrue(state)),
                _ => new DrawnFormula($"({a.Text} ^ {b.Text})", state => a.IsTrue(state) ^ b.IsTrue(state)),
            };
        }

        return random.Next(4) == 0 ? new DrawnFormula($"!{drawn.Text}", state => !drawn.IsTrue(state)) : drawn;
    }
}
