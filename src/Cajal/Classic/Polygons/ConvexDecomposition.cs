namespace Cajal.Classic;

/// <summary>
/// Cuts a simple polygon into convex parts: triangles by clipping ears (G. H. Meisters, American Mathematical Monthly 82 (1975)), joined
/// again across cuts where what results is convex (S. Hertel, K. Mehlhorn, 1983): at most four times as many parts as needed.
/// </summary>
internal static class ConvexDecomposition
{
    /// <summary>Parts as indices of corners, counter-clockwise.</summary>
    /// <param name="outline">Corners counter-clockwise, no three neighbours in a line.</param>
    public static List<int[]> Of(PlanePoint[] outline)
    {
        List<int[]> parts = Triangles(outline);
        // A cut that cannot be taken away now cannot be later either: parts only grow.
        for (int first = 0; first < parts.Count; first++)
        {
            for (int second = first + 1; second < parts.Count; second++)
            {
                if (Join(parts[first], parts[second], outline) is { } joined)
                {
                    parts[first] = joined;
                    parts.RemoveAt(second);
                    second = first;
                }
            }
        }
        return parts;
    }

    private static List<int[]> Triangles(PlanePoint[] outline)
    {
        List<int> open = [.. Enumerable.Range(0, outline.Length)];
        List<int[]> triangles = [];
        while (open.Count > 3)
        {
            int ear = Enumerable.Range(0, open.Count).Where(place => IsEar(open, place, outline)).DefaultIfEmpty(-1).First();
            if (ear < 0)
            {
                throw new DataException("Polygon: its corners lie too close to each other or to its edges to be told apart in float64. Move them apart.");
            }
            triangles.Add([open[(ear + open.Count - 1) % open.Count], open[ear], open[(ear + 1) % open.Count]]);
            open.RemoveAt(ear);
        }
        triangles.Add([.. open]);
        return triangles;
    }

    /// <summary>Whether the corner can be cut off: it is convex and no other corner lies in its triangle.</summary>
    private static bool IsEar(List<int> open, int place, PlanePoint[] outline)
    {
        int before = open[(place + open.Count - 1) % open.Count];
        int after = open[(place + 1) % open.Count];
        (PlanePoint a, PlanePoint b, PlanePoint c) = (outline[before], outline[open[place]], outline[after]);
        return PlanePoint.Cross(a, b, c) > 0 && !open.Exists(other => other != before && other != open[place] && other != after
            && PlanePoint.Cross(a, b, outline[other]) >= 0 && PlanePoint.Cross(b, c, outline[other]) >= 0 && PlanePoint.Cross(c, a, outline[other]) >= 0);
    }

    /// <summary>Two parts as one across their common cut; null where they have none or what results is not convex.</summary>
    private static int[]? Join(int[] first, int[] second, PlanePoint[] outline)
    {
        for (int i = 0; i < first.Length; i++)
        {
            (int from, int to) = (first[i], first[(i + 1) % first.Length]);
            int place = Array.IndexOf(second, to);
            if (place < 0 || second[(place + 1) % second.Length] != from)
            {
                continue;
            }
            // Around the first part from the cut's end to its beginning, then around the second one.
            int[] joined =
            [
                .. Enumerable.Range(1, first.Length).Select(step => first[(i + step) % first.Length]),
                .. Enumerable.Range(2, second.Length - 2).Select(step => second[(place + step) % second.Length]),
            ];
            return IsConvex(joined, outline) ? joined : null;
        }
        return null;
    }

    private static bool IsConvex(int[] part, PlanePoint[] outline) => Enumerable.Range(0, part.Length).All(i =>
        PlanePoint.Cross(outline[part[i]], outline[part[(i + 1) % part.Length]], outline[part[(i + 2) % part.Length]]) > 0);
}
