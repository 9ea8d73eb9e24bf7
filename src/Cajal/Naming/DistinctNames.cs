using System.Collections.Immutable;

namespace Cajal;

/// <summary>Lists of names (columns, classes, labels) in which every name can be found again.</summary>
internal static class DistinctNames
{
    /// <summary>The names as a list.</summary>
    /// <exception cref="ArgumentException">A name is null or empty, or stands there twice.</exception>
    public static ImmutableArray<string> Of(IEnumerable<string> names, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(names, parameter);
        ImmutableArray<string> list = [.. names];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < list.Length; i++)
        {
            if (string.IsNullOrEmpty(list[i]))
            {
                throw new ArgumentException($"{what}: name {i} (from 0) is empty. Give every one a name.", parameter);
            }
            if (!seen.TryAdd(list[i], i))
            {
                throw new ArgumentException($"{what}: '{list[i]}' stands at {seen[list[i]]} and at {i} (from 0). Names must differ.", parameter);
            }
        }
        return list;
    }
}
