namespace Cajal.Explanation;

/// <summary>
/// The integral of an output's gradients along a straight path, refined where it is least right. Over each panel the integral must be what
/// the output changes by, which is known: so the error of every panel is known too, and the worst is halved until all errors together (their
/// sizes added, none can hide another) are small. Kinks of the net are found this way by themselves.
/// </summary>
internal sealed class PathIntegral
{
    /// <summary>Gradients of a panel.</summary>
    public const int PointsPerPanel = 8;

    /// <summary>Points of a block: those of a panel, and its middle, where it may be halved.</summary>
    public const int Rows = PointsPerPanel + 1;

    // A difference smaller than this (in units of the output inside the network) is not explained to a share of itself.
    private const double SmallestDifference = 1e-3;

    // Panels of this length hold a jump, which halving does not mend.
    private const double ShortestPanel = 1e-12;

    private static readonly (double[] Places, double[] Weights) Rule = GaussLegendre.Rule(PointsPerPanel);

    private readonly OutputGradients gradients;
    private readonly int output;
    private readonly double[] start;
    private readonly double[] direction;
    private readonly PriorityQueue<Panel, double> open = new();
    private readonly List<Panel> closed = [];

    /// <summary>Integrates in one panel.</summary>
    public PathIntegral(OutputGradients gradients, int output, double[] from, double[] to)
    {
        this.gradients = gradients;
        this.output = output;
        start = from;
        direction = [.. to.Zip(from, (end, begin) => end - begin)];
        Move(0, 0);
        Move(1, 1);
        gradients.Run(output);
        (ValueAtStart, ValueAtEnd) = (gradients.Value(0, output), gradients.Value(1, output));
        Open(0, 1, ValueAtStart, ValueAtEnd);
    }

    /// <summary>The output where the path begins.</summary>
    public double ValueAtStart { get; }

    /// <summary>The output where it ends.</summary>
    public double ValueAtEnd { get; }

    /// <summary>Gradients computed by now.</summary>
    public int Points { get; private set; }

    /// <summary>Halves the worst panels until the error is small enough.</summary>
    /// <returns>Whether it is.</returns>
    public bool Refine(double tolerance, int mostPoints)
    {
        double allowed = tolerance * Math.Max(Math.Abs(ValueAtEnd - ValueAtStart), SmallestDifference * gradients.Unit(output));
        while (Error() > allowed && Points + (2 * PointsPerPanel) <= mostPoints && open.TryDequeue(out Panel? worst, out _))
        {
            if (worst.End - worst.Begin < ShortestPanel)
            {
                closed.Add(worst);
                continue;
            }

            Open(worst.Begin, worst.Middle, worst.ValueAtBegin, worst.ValueAtMiddle);
            Open(worst.Middle, worst.End, worst.ValueAtMiddle, worst.ValueAtEnd);
        }

        return Error() <= allowed;
    }

    /// <summary>The part of each input.</summary>
    public double[] Sum()
    {
        double[] sum = new double[start.Length];
        foreach (Panel panel in Panels().OrderBy(panel => panel.Begin))
        {
            for (int input = 0; input < sum.Length; input++)
            {
                sum[input] += panel.Parts[input];
            }
        }

        return sum;
    }

    private double Error() => Panels().Sum(panel => panel.Error);

    private IEnumerable<Panel> Panels() => closed.Concat(open.UnorderedItems.Select(item => item.Element));

    private void Open(double begin, double end, double valueAtBegin, double valueAtEnd)
    {
        double length = end - begin;
        for (int point = 0; point < PointsPerPanel; point++)
        {
            Move(point, begin + (length * Rule.Places[point]));
        }

        Move(PointsPerPanel, begin + (length / 2));
        gradients.Run(output);
        Points += PointsPerPanel;
        double[] parts = Parts(length);
        double error = Math.Abs(parts.Sum() - (valueAtEnd - valueAtBegin));
        open.Enqueue(new Panel(begin, end, valueAtBegin, gradients.Value(PointsPerPanel, output), valueAtEnd, parts, error), -error);
    }

    private double[] Parts(double length)
    {
        double[] parts = new double[start.Length];
        double unit = gradients.Unit(output);
        ReadOnlySpan<double> slopes = gradients.Gradients;
        for (int point = 0; point < PointsPerPanel; point++)
        {
            double weight = unit * length * Rule.Weights[point];
            for (int input = 0; input < parts.Length; input++)
            {
                parts[input] += weight * direction[input] * slopes[(point * parts.Length) + input];
            }
        }

        return parts;
    }

    /// <summary>Puts a point of the path into a row of the block.</summary>
    private void Move(int row, double along)
    {
        Span<double> point = gradients.Points.Slice(row * start.Length, start.Length);
        for (int input = 0; input < point.Length; input++)
        {
            point[input] = start[input] + (along * direction[input]);
        }
    }

    /// <summary>A stretch of the path.</summary>
    private sealed record Panel(
        double Begin, double End, double ValueAtBegin, double ValueAtMiddle, double ValueAtEnd, double[] Parts, double Error)
    {
        public double Middle => (Begin + End) / 2;
    }
}
