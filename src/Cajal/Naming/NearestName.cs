namespace Cajal;

/// <summary>
/// Finds the known name that an unknown one was probably meant to be, so that a message can say "did you mean". Compares without case,
/// by the optimal string alignment distance: the least number of inserted, deleted, replaced or swapped neighbouring characters
/// (F. J. Damerau, "A technique for computer detection and correction of spelling errors", Communications of the ACM 7 (1964)).
/// </summary>
internal static class NearestName
{
    /// <summary>Longer names come from damaged files, not from slips of the finger; they get no suggestion and cost nothing.</summary>
    private const int LongestName = 100;

    /// <summary>Fewer letters than these begin too many names.</summary>
    private const int ShortestBeginning = 3;

    /// <summary>The nearest known name, the first of equals, or else the first that begins like it; null when none is nearer than about a third of its length.</summary>
    public static string? Suggest(string unknown, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(unknown);
        ArgumentNullException.ThrowIfNull(known);
        if (unknown.Length is 0 or > LongestName)
        {
            return null;
        }
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string name in known)
        {
            if (name.Length is 0 or > LongestName)
            {
                continue;
            }
            int distance = Distance(unknown.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < least && distance <= Allowed(unknown, name))
            {
                least = distance;
                nearest = name;
            }
        }
        return nearest ?? (unknown.Length >= ShortestBeginning ? known.FirstOrDefault(name => name.StartsWith(unknown, StringComparison.OrdinalIgnoreCase)) : null);
    }

    /// <summary>
    /// The end of a message about an unknown name: " Did you mean 'iris'? Known: digits, iris." with the question left out when nothing is
    /// near. Begins with a space, so that it can follow a sentence directly.
    /// </summary>
    public static string Advice(string unknown, IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        string? nearest = Suggest(unknown, known);
        string question = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return known.Count == 0 ? question : $"{question} Known: {string.Join(", ", known)}.";
    }

    private static int Allowed(string unknown, string name) => Math.Max(1, (Math.Max(unknown.Length, name.Length) + 1) / 3);

    private static int Distance(string a, string b)
    {
        // Three rows of the table d[i, j] = distance between the first i characters of a and the first j of b.
        int[] beforePrevious = new int[b.Length + 1];
        int[] previous = new int[b.Length + 1];
        int[] current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[b.Length];
    }
}
