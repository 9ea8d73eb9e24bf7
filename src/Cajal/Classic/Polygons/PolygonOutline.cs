namespace Cajal.Classic;

/// <summary>Checks the corners of a polygon and brings them into a standard order.</summary>
internal static class PolygonOutline
{
    /// <summary>The corners counter-clockwise, without those that lie on the straight way between their neighbours.</summary>
    /// <exception cref="DataException">It is no simple polygon.</exception>
    public static PlanePoint[] Check(IReadOnlyList<PlanePoint> corners)
    {
        if (corners.Count < 3)
        {
            throw new DataException($"Polygon: {corners.Count} corners came, expected at least 3.");
        }
        for (int i = 0; i < corners.Count; i++)
        {
            if (!double.IsFinite(corners[i].X) || !double.IsFinite(corners[i].Y))
            {
                throw new DataException($"Polygon: corner {i} (from 0) is {corners[i]}, expected finite numbers.");
            }
            if (corners[i] == corners[(i + 1) % corners.Count])
            {
                throw new DataException($"Polygon: corner {i} and corner {(i + 1) % corners.Count} (from 0) are both {corners[i]}, expected different points. Give each corner once.");
            }
        }
        RefuseCrossings(corners);
        PlanePoint[] outline = [.. corners];
        if (Area(outline) < 0)
        {
            Array.Reverse(outline);
        }
        return WithoutStraightCorners(outline);
    }

    private static void RefuseCrossings(IReadOnlyList<PlanePoint> corners)
    {
        int count = corners.Count;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                (PlanePoint a, PlanePoint b) = (corners[i], corners[(i + 1) % count]);
                (PlanePoint c, PlanePoint d) = (corners[j], corners[(j + 1) % count]);
                bool isNext = j == i + 1;
                bool isBefore = i == 0 && j == count - 1;
                bool isWrong = isNext ? TurnsBack(a, b, d) : isBefore ? TurnsBack(c, d, b) : Meet(a, b, c, d);
                if (isWrong)
                {
                    throw new DataException($"Polygon: the edge from {a} to {b} (corner {i}, from 0) and the edge from {c} to {d} (corner {j}) cross or touch, "
                        + "expected a border that does not meet itself. Give the corners in order around the polygon, or cut it into several.");
                }
            }
        }
    }

    /// <summary>Whether the way from a to b goes back over itself on to c.</summary>
    private static bool TurnsBack(PlanePoint a, PlanePoint b, PlanePoint c) =>
        PlanePoint.Cross(a, b, c) == 0 && ((a.X - b.X) * (c.X - b.X)) + ((a.Y - b.Y) * (c.Y - b.Y)) > 0;

    /// <summary>Whether two segments have a point in common.</summary>
    private static bool Meet(PlanePoint a, PlanePoint b, PlanePoint c, PlanePoint d)
    {
        int first = Math.Sign(PlanePoint.Cross(a, b, c));
        int second = Math.Sign(PlanePoint.Cross(a, b, d));
        int third = Math.Sign(PlanePoint.Cross(c, d, a));
        int fourth = Math.Sign(PlanePoint.Cross(c, d, b));
        return (first * second < 0 && third * fourth < 0)
            || (first == 0 && IsWithin(a, b, c)) || (second == 0 && IsWithin(a, b, d))
            || (third == 0 && IsWithin(c, d, a)) || (fourth == 0 && IsWithin(c, d, b));
    }

    /// <summary>Whether a point on the line of a segment lies between its ends.</summary>
    private static bool IsWithin(PlanePoint a, PlanePoint b, PlanePoint point) =>
        point.X >= Math.Min(a.X, b.X) && point.X <= Math.Max(a.X, b.X) && point.Y >= Math.Min(a.Y, b.Y) && point.Y <= Math.Max(a.Y, b.Y);

    private static double Area(PlanePoint[] outline) => Enumerable.Range(0, outline.Length)
        .Sum(i => PlanePoint.Cross(outline[0], outline[i], outline[(i + 1) % outline.Length])) / 2;

    private static PlanePoint[] WithoutStraightCorners(PlanePoint[] outline) =>
    [
        .. outline.Where((corner, i) => PlanePoint.Cross(outline[(i + outline.Length - 1) % outline.Length], corner, outline[(i + 1) % outline.Length]) != 0),
    ];
}
