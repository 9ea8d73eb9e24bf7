namespace Cajal.Cli.Lessons.Units;

/// <summary>How many Boolean functions one unit can be.</summary>
internal static class SeparableFunctions
{
    /// <summary>
    /// Counts them. Exchanged or negated inputs and a negated output turn weights that separate into others that do, so one exact verdict
    /// decides for all functions that such turns lead to.
    /// </summary>
    public static int Count(int inputs)
    {
        int rows = 1 << inputs;
        double[] states = [.. TruthTables.States(inputs).SelectMany(state => state.Select(value => value ? 1.0 : 0))];
        bool[] isKnown = new bool[1 << rows];
        int separable = 0;
        for (int function = 0; function < isKnown.Length; function++)
        {
            if (isKnown[function])
            {
                continue;
            }

            double[] targets = [.. Enumerable.Range(0, rows).Select(row => (double)((function >> row) & 1))];
            int alike = MarkAlike(function, inputs, isKnown);
            separable += LinearSeparability.Decide<double>(states, inputs, targets).IsSeparable ? alike : 0;
        }

        return separable;
    }

    /// <summary>Marks a function and all that turns lead to.</summary>
    /// <returns>How many they are.</returns>
    private static int MarkAlike(int function, int inputs, bool[] isKnown)
    {
        var queue = new Queue<int>([function]);
        isKnown[function] = true;
        int count = 0;
        while (queue.TryDequeue(out int current))
        {
            count++;
            foreach (int turned in Turns(current, inputs).Where(turned => !isKnown[turned]))
            {
                isKnown[turned] = true;
                queue.Enqueue(turned);
            }
        }

        return count;
    }

    private static IEnumerable<int> Turns(int function, int inputs)
    {
        int rows = 1 << inputs;
        yield return ((1 << rows) - 1) ^ function;
        for (int input = 0; input < inputs; input++)
        {
            int bit = 1 << input;
            yield return Moved(row => row ^ bit);
            yield return Moved(row => (row & ~bit & ~1) | ((row & 1) * bit) | ((row & bit) == 0 ? 0 : 1));
        }

        int Moved(Func<int, int> place) => Enumerable.Range(0, rows).Sum(row => ((function >> place(row)) & 1) << row);
    }
}
