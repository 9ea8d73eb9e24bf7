using System.Collections.Immutable;
using Cajal.Classic;

namespace Cajal;

/// <summary>
/// A region of the plane as a net of threshold units: a first layer of half-planes, a second one of convex parts (closed or open), each the AND
/// of its half-planes, a third one of their union, less holes. A half-plane is one unit, a convex part of n sides takes n + 1, k parts
/// Σ nᵢ + k + 1; layers that would have nothing to do are left out. Source:
/// R. P. Lippmann, "An introduction to computing with neural nets", IEEE ASSP Magazine 4 (1987), figure 14. Immutable.
/// </summary>
/// <example>
/// <code>
/// var house = PlanarRegion.Polygon(new(0, 0), new(4, 0), new(4, 3), new(2, 5), new(0, 3));
/// var door = PlanarRegion.Polygon(new(1, 0.5), new(2, 0.5), new(2, 2), new(1, 2));
/// Sequential net = house.Without(door).ToSequential();
/// Console.WriteLine(DecisionPicture.Draw(net, new(-1, -1), new(5, 6)));
/// </code>
/// </example>
public sealed class PlanarRegion
{
    private readonly ImmutableArray<ImmutableArray<HalfPlane>> _parts;
    private readonly ImmutableArray<ImmutableArray<HalfPlane>> _holes;

    private PlanarRegion(ImmutableArray<ImmutableArray<HalfPlane>> parts, ImmutableArray<ImmutableArray<HalfPlane>> holes)
    {
        _parts = parts;
        _holes = holes;
    }

    /// <summary>k: convex parts, those of holes included.</summary>
    public int ConvexParts => _parts.Length + _holes.Length;

    /// <summary>Σ nᵢ: half-planes of all convex parts.</summary>
    public int HalfPlanes => _parts.Concat(_holes).Sum(part => part.Length);

    /// <summary>Threshold units of <see cref="ToSequential"/>: 1 for a half-plane, n + 1 for one convex part of n sides, else Σ nᵢ + k + 1.</summary>
    public int Units => (HalfPlanes, ConvexParts) switch
    {
        (1, 1) => 1,
        (int sides, 1) => sides + 1,
        (int sides, int parts) => sides + parts + 1,
    };

    /// <summary>The points that lie in all of some half-planes: a convex region, which may be unbounded.</summary>
    /// <param name="halfPlanes">At least one.</param>
    /// <exception cref="DataException">None, or one whose numbers are not finite or whose a and b are 0.</exception>
    public static PlanarRegion Intersection(params IEnumerable<HalfPlane> halfPlanes)
    {
        ImmutableArray<HalfPlane> all = [.. halfPlanes];
        if (all.IsEmpty)
        {
            throw new DataException("Region: no half-plane came, expected at least one.");
        }
        foreach (HalfPlane wrong in all.Where(one => !double.IsFinite(one.A + one.B + one.C) || (one.A == 0 && one.B == 0)))
        {
            throw new DataException(FormattableString.Invariant(
                $"Region: the half-plane {wrong.A} x + {wrong.B} y + {wrong.C} has no border line, expected finite numbers, a and b not both 0."));
        }
        return new([all], []);
    }

    /// <summary>The inside of a polygon with its border, convex or not; one that is not is cut into convex parts.</summary>
    /// <param name="corners">The corners in order around it, either way.</param>
    /// <exception cref="DataException">Fewer than three corners, two neighbours alike, no area, or edges that cross or touch; says which.</exception>
    public static PlanarRegion Polygon(params IReadOnlyList<PlanePoint> corners) => Polygon(corners, hasBorder: true);

    /// <summary>The inside of a polygon, with or without its border.</summary>
    /// <param name="corners">The corners in order around it, either way.</param>
    /// <param name="hasBorder">Whether the border belongs to it; of a hole, false leaves the border to what is around it.</param>
    /// <inheritdoc cref="Polygon(IReadOnlyList{PlanePoint})" path="/exception"/>
    public static PlanarRegion Polygon(IReadOnlyList<PlanePoint> corners, bool hasBorder)
    {
        ArgumentNullException.ThrowIfNull(corners);
        PlanePoint[] outline = PolygonOutline.Check(corners);
        return new([.. ConvexDecomposition.Of(outline).Select(part => Sides(part, outline, hasBorder))], []);
    }

    /// <summary>The points of this region and those of another.</summary>
    /// <exception cref="InvalidOperationException">One of them has holes, which the other might fill.</exception>
    public PlanarRegion Union(PlanarRegion other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _holes.IsEmpty && other._holes.IsEmpty
            ? new([.. _parts, .. other._parts], [])
            : throw new InvalidOperationException("Region: a union with a region that has holes is not a net of three layers. Join regions first, then take out holes.");
    }

    /// <summary>The points of this region that do not lie in another.</summary>
    /// <param name="hole">What is taken out.</param>
    /// <exception cref="InvalidOperationException">The hole has holes itself.</exception>
    public PlanarRegion Without(PlanarRegion hole)
    {
        ArgumentNullException.ThrowIfNull(hole);
        return hole._holes.IsEmpty
            ? new(_parts, [.. _holes, .. hole._parts])
            : throw new InvalidOperationException("Region: a hole that has holes is not a net of three layers. Take out its parts one by one.");
    }

    /// <summary>Whether a point belongs to it, in float64.</summary>
    public bool Contains(PlanePoint point)
    {
        return _parts.Any(Covers) && !_holes.Any(Covers);

        bool Covers(ImmutableArray<HalfPlane> part) => part.All(side => side.Contains(point));
    }

    /// <summary>
    /// The region as a model: inputs x and y, output 1 inside and 0 outside. Weights are float32, so points closer to a border than rounding
    /// may fall to either side; borders through points of few digits are exact.
    /// </summary>
    public Sequential ToSequential()
    {
        ImmutableArray<HalfPlane>[] all = [.. _parts, .. _holes];
        if (Units == 1)
        {
            HalfPlane side = all[0][0];
            return HandSetNet.Build(2, [new HandSetLayer(new[,] { { side.A, side.B } }, [side.C], new Threshold(side.HasBorder))]);
        }
        List<HandSetLayer> layers = [SideUnits([.. all.SelectMany(part => part)]), PartUnits(all)];
        if (all.Length > 1)
        {
            layers.Add(LastUnit(_parts.Length, _holes.Length));
        }
        return HandSetNet.Build(2, layers);
    }

    /// <summary>A unit for each half-plane: whether <c>a x + b y + c ≥ 0</c>; for one without border whether the opposite side fires.</summary>
    private static HandSetLayer SideUnits(HalfPlane[] sides)
    {
        double[,] weights = new double[sides.Length, 2];
        double[] bias = new double[sides.Length];
        for (int unit = 0; unit < sides.Length; unit++)
        {
            int sign = sides[unit].HasBorder ? 1 : -1;
            weights[unit, 0] = sign * sides[unit].A;
            weights[unit, 1] = sign * sides[unit].B;
            bias[unit] = sign * sides[unit].C;
        }
        return Layer(weights, bias);
    }

    /// <summary>A unit for each convex part: all its sides with border fire, and no opposite of one without.</summary>
    private static HandSetLayer PartUnits(ImmutableArray<HalfPlane>[] parts)
    {
        double[,] weights = new double[parts.Length, parts.Sum(part => part.Length)];
        double[] bias = new double[parts.Length];
        int input = 0;
        for (int unit = 0; unit < parts.Length; unit++)
        {
            foreach (HalfPlane side in parts[unit])
            {
                weights[unit, input++] = side.HasBorder ? 1 : -1;
                bias[unit] -= side.HasBorder ? 1 : 0;
            }
        }
        return Layer(weights, bias);
    }

    /// <summary>The last unit: any part fires and no hole; a hole outweighs all parts.</summary>
    private static HandSetLayer LastUnit(int parts, int holes)
    {
        double[,] weights = new double[1, parts + holes];
        for (int input = 0; input < parts + holes; input++)
        {
            weights[0, input] = input < parts ? 1 : -parts;
        }
        return Layer(weights, [-1]);
    }

    private static HandSetLayer Layer(double[,] weights, double[] bias) => new(weights, bias, new Threshold(firesAtZero: true));

    /// <summary>The sides of a convex part: those of the outline with or without border, cuts always with it, so that no slit is left.</summary>
    private static ImmutableArray<HalfPlane> Sides(int[] part, PlanePoint[] outline, bool hasBorder) =>
    [
        .. part.Select((from, i) =>
        {
            int to = part[(i + 1) % part.Length];
            bool isCut = to != (from + 1) % outline.Length;
            return HalfPlane.LeftOf(outline[from], outline[to], hasBorder || isCut);
        }),
    ];
}
