namespace Cajal.Models;

/// <summary>Names of parts of a model: a layer's own, or what stands before a point in the names of several layers (<c>encoder</c> for <c>encoder.dense1</c>).</summary>
internal static class PartNames
{
    /// <summary>Whether a layer is a part or lies in it.</summary>
    public static bool Covers(string part, string layer) =>
        layer.StartsWith(part, StringComparison.Ordinal) && (layer.Length == part.Length || layer[part.Length] == '.');

    /// <summary>The layers of some parts, those that stand in several places under the name of the first.</summary>
    /// <param name="architecture">The model's layers.</param>
    /// <param name="parts">Names of layers and parts.</param>
    /// <param name="action">What is done, the beginning of the message.</param>
    /// <exception cref="ArgumentException">There is no such layer or part; the message suggests the nearest.</exception>
    public static IEnumerable<string> LayersOf(Architecture architecture, IEnumerable<string> parts, string action)
    {
        string[] layers = [.. architecture.Placements.DistinctBy(placement => placement.Layer).Select(placement => placement.Name)];
        Dictionary<string, int> places = layers.Index().ToDictionary(layer => layer.Item, layer => layer.Index);

        // Names that begin alike stand side by side: a file may name very many layers.
        string[] sorted = [.. layers.Order(StringComparer.Ordinal)];
        foreach (string part in parts)
        {
            string beginning = part + ".";
            int found = Array.BinarySearch(sorted, beginning, StringComparer.Ordinal), first = found < 0 ? ~found : found;
            IEnumerable<string> within = sorted.Skip(first).TakeWhile(layer => layer.StartsWith(beginning, StringComparison.Ordinal));
            string[] covered = [.. (places.ContainsKey(part) ? within.Prepend(part) : within).OrderBy(layer => places[layer])];
            if (covered.Length == 0)
            {
                throw new ArgumentException(
                    $"{action}: {architecture.Title} has no layer or part {PrintableText.Quote(part)}.{NearestName.Advice(part, layers)}", nameof(parts));
            }

            foreach (string layer in covered)
            {
                yield return layer;
            }
        }
    }
}
