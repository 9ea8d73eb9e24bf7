using Cajal.Drawing;

namespace Cajal.Tests.Drawing;

/// <summary>G1, drawn: over many random graphs nothing overlaps, and no line runs through a box or a label that is not its own.</summary>
public sealed class LayeredLayoutTests
{
    private const int Samples = 12;

    public static TheoryData<int, int, double, DrawingDirection> Graphs
    {
        get
        {
            var table = new TheoryData<int, int, double, DrawingDirection>();
            foreach (DrawingDirection direction in Enum.GetValues<DrawingDirection>())
            {
                foreach ((int boxes, double density, int seeds) in new[] { (1, 0.5, 1), (2, 1, 1), (5, 0.5, 40), (12, 0.25, 40), (30, 0.1, 20), (80, 0.03, 4) })
                {
                    for (int seed = 0; seed < seeds; seed++)
                    {
                        table.Add(seed, boxes, density, direction);
                    }
                }
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Boxes_and_labels_of_random_graphs_do_not_overlap_and_lines_keep_clear_of_them(int seed, int boxes, double density, DrawingDirection direction)
    {
        (Extent[] sizes, LayoutEdge[] edges) = RandomGraph(new Random(seed), boxes, density);
        var layout = new LayeredLayout(sizes, edges, direction);

        (Area Area, int Edge)[] areas = [
            .. layout.Boxes.Select(area => (area, -1)),
            .. layout.Labels.Index().Where(label => label.Item is not null).Select(label => (label.Item!.Value, label.Index))];
        Assert.Equal(sizes, layout.Boxes.Select(box => new Extent(box.Width, box.Height)));
        for (int first = 0; first < areas.Length; first++)
        {
            Assert.InRange(areas[first].Area.X, -1e-9, layout.Size.Width - areas[first].Area.Width + 1e-9);
            Assert.InRange(areas[first].Area.Y, -1e-9, layout.Size.Height - areas[first].Area.Height + 1e-9);
            for (int second = first + 1; second < areas.Length; second++)
            {
                Assert.False(areas[first].Area.Overlaps(areas[second].Area), $"{areas[first]} overlaps {areas[second]}");
            }
        }

        for (int edge = 0; edge < edges.Length; edge++)
        {
            Spot[] points = [.. Sampled(layout.Paths[edge], direction)];
            Area[] others = [.. areas.Where(area => area.Edge != edge).Select(area => Shrunk(area.Area))];
            Assert.DoesNotContain(points, point => others.Any(area => area.Overlaps(new Area(point.X, point.Y, 0, 0))));
        }
    }

    [Theory]
    [InlineData(DrawingDirection.Rightward)]
    [InlineData(DrawingDirection.Downward)]
    public void A_line_starts_at_its_first_box_and_ends_at_its_second_which_stands_further_on(DrawingDirection direction)
    {
        (Extent[] sizes, LayoutEdge[] edges) = RandomGraph(new Random(5), 20, 0.2);
        var layout = new LayeredLayout(sizes, edges, direction);

        for (int edge = 0; edge < edges.Length; edge++)
        {
            Area from = layout.Boxes[edges[edge].From];
            Area to = layout.Boxes[edges[edge].To];
            (Spot start, Spot end) = (layout.Paths[edge][0], layout.Paths[edge][^1]);
            bool down = direction == DrawingDirection.Downward;
            Assert.Equal(down ? from.Bottom : from.Right, down ? start.Y : start.X, 1e-9);
            Assert.Equal(down ? to.Y : to.X, down ? end.Y : end.X, 1e-9);
            Assert.True(down ? from.Bottom < to.Y : from.Right < to.X);
        }
    }

    /// <summary>Two rows of four, joined so that the first order crosses six times and the right one never.</summary>
    [Fact]
    public void Crossings_that_need_not_be_are_removed()
    {
        Extent[] sizes = [.. Enumerable.Repeat(new Extent(30, 10), 8)];
        LayoutEdge[] edges = [new(0, 7), new(1, 6), new(2, 5), new(3, 4)];
        var layout = new LayeredLayout(sizes, edges, DrawingDirection.Downward);

        Assert.All(edges, edge => Assert.Equal(layout.Boxes[edge.From].X, layout.Boxes[edge.To].X, 1e-9));
    }

    [Fact]
    public void Crossings_are_counted_as_pairs_that_stand_the_other_way_round()
    {
        var random = new Random(1);
        for (int round = 0; round < 50; round++)
        {
            List<Slot>[] layers = [[.. Slots(0, 6)], [.. Slots(1, 5)]];
            var ends = new List<(int A, int B)>();
            foreach (Slot upper in layers[0])
            {
                foreach (Slot lower in layers[1].Where(_ => random.Next(3) == 0))
                {
                    upper.After.Add(lower);
                    lower.Before.Add(upper);
                    ends.Add((upper.Order, lower.Order));
                }
            }

            int expected = ends.SelectMany(a => ends, (a, b) => a.A < b.A && a.B > b.B ? 1 : 0).Sum();
            Assert.Equal(expected, SlotOrdering.Crossings(layers));
        }
    }

    [Fact]
    public void A_deep_chain_is_laid_out_in_linear_room()
    {
        const int Boxes = 2000;
        LayoutEdge[] edges = [.. Enumerable.Range(1, Boxes - 1).Select(box => new LayoutEdge(box - 1, box))];
        var layout = new LayeredLayout([.. Enumerable.Repeat(new Extent(50, 20), Boxes)], edges, DrawingDirection.Downward);

        Assert.Equal(50, layout.Size.Width, 1e-9);
    }

    private static IEnumerable<Slot> Slots(int layer, int count) =>
        Enumerable.Range(0, count).Select(order => new Slot(layer, new Extent(10, 10)) { Order = order });

    private static (Extent[] Sizes, LayoutEdge[] Edges) RandomGraph(Random random, int boxes, double density)
    {
        Extent[] sizes = [.. Enumerable.Range(0, boxes).Select(_ => new Extent(random.Next(20, 300), random.Next(15, 80)))];
        var edges = new List<LayoutEdge>();
        for (int from = 0; from < boxes; from++)
        {
            for (int to = from + 1; to < boxes; to++)
            {
                // Twice the same connection happens too, as in x·x.
                for (int times = 0; times < 2 && random.NextDouble() < density; times++)
                {
                    edges.Add(new LayoutEdge(from, to, random.Next(2) == 0 ? new Extent(random.Next(10, 120), 17) : null));
                }
            }
        }

        return ([.. sizes], [.. edges]);
    }

    private static IEnumerable<Spot> Sampled(IReadOnlyList<Spot> path, DrawingDirection direction)
    {
        for (int index = 1; index < path.Count; index++)
        {
            (Spot a, Spot b) = (path[index - 1], path[index]);
            bool straight = index % 2 == 1;
            for (int sample = 0; sample <= Samples; sample++)
            {
                double t = (double)sample / Samples;

                // A cubic curve whose inner points stand halfway: along with the drawing (1 + 3·halfway)…, across smoothly 3t² − 2t³.
                double across = straight ? t : t * t * (3 - (2 * t));
                double along = straight ? t : (1.5 * t * (1 - t)) + (t * t * t);
                yield return direction == DrawingDirection.Downward
                    ? new Spot(a.X + (across * (b.X - a.X)), a.Y + (along * (b.Y - a.Y)))
                    : new Spot(a.X + (along * (b.X - a.X)), a.Y + (across * (b.Y - a.Y)));
            }
        }
    }

    private static Area Shrunk(Area area) => new(area.X + 1e-6, area.Y + 1e-6, area.Width - 2e-6, area.Height - 2e-6);
}
