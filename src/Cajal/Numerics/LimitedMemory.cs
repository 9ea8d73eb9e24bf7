namespace Cajal.Numerics;

/// <summary>
/// What L-BFGS remembers: the last steps s and what they changed in the gradient, y, and the direction −H·g that they give by the two-loop recursion (J. Nocedal,
/// S. J. Wright, Numerical Optimization, 2nd edition, algorithm 7.4), started from a diagonal D that stands for the inverse of the curvatures, scaled to the last step by
/// sᵀy / yᵀDy (equation 7.20).
/// </summary>
/// <param name="length">Numbers of a vector.</param>
/// <param name="capacity">Pairs remembered; the oldest is forgotten first. Nocedal and Wright, section 7.2, find 3 to 20 useful.</param>
internal sealed class LimitedMemory(int length, int capacity)
{
    private readonly double[][] steps = NewVectors(length, capacity);
    private readonly double[][] changes = NewVectors(length, capacity);
    private readonly double[] curvatures = new double[capacity];
    private readonly double[] shares = new double[capacity];
    private int first;

    /// <summary>Pairs that are there.</summary>
    public int Count { get; private set; }

    /// <summary>A step, the oldest first.</summary>
    public ReadOnlySpan<double> Step(int index) => steps[Slot(index)];

    /// <summary>The change of the gradient along a step.</summary>
    public ReadOnlySpan<double> Change(int index) => changes[Slot(index)];

    /// <summary>Forgets all pairs.</summary>
    public void Clear() => Count = 0;

    /// <summary>Remembers a pair, unless the gradient did not grow along the step: sᵀy at most a share of ‖s‖·‖y‖.</summary>
    /// <param name="step">s.</param>
    /// <param name="change">y.</param>
    /// <param name="leastShare">The share.</param>
    public void Add(ReadOnlySpan<double> step, ReadOnlySpan<double> change, double leastShare)
    {
        double curvature = Vectors.Dot(step, change);
        if (!(curvature > leastShare * Vectors.Norm(step) * Vectors.Norm(change)))
        {
            return;
        }

        if (Count == capacity)
        {
            first = Slot(1);
            Count--;
        }

        int slot = Slot(Count++);
        step.CopyTo(steps[slot]);
        change.CopyTo(changes[slot]);
        curvatures[slot] = curvature;
    }

    /// <summary>Writes −H·g.</summary>
    /// <param name="gradient">g.</param>
    /// <param name="diagonal">D; empty for ones.</param>
    /// <param name="direction">The direction.</param>
    public void FillDirection(ReadOnlySpan<double> gradient, ReadOnlySpan<double> diagonal, Span<double> direction)
    {
        Vectors.Scale(-1, gradient, direction);
        for (int i = Count - 1; i >= 0; i--)
        {
            shares[i] = Vectors.Dot(Step(i), direction) / curvatures[Slot(i)];
            Vectors.AddScaled(-shares[i], Change(i), direction);
        }

        double scale = Scale(diagonal);
        for (int j = 0; j < direction.Length; j++)
        {
            direction[j] *= diagonal.IsEmpty ? scale : scale * diagonal[j];
        }

        for (int i = 0; i < Count; i++)
        {
            double share = shares[i] - (Vectors.Dot(Change(i), direction) / curvatures[Slot(i)]);
            Vectors.AddScaled(share, Step(i), direction);
        }
    }

    private static double[][] NewVectors(int length, int capacity) => [.. Enumerable.Range(0, capacity).Select(_ => new double[length])];

    private int Slot(int index) => (first + index) % capacity;

    private double Scale(ReadOnlySpan<double> diagonal)
    {
        if (Count == 0)
        {
            return 1;
        }

        ReadOnlySpan<double> change = Change(Count - 1);
        double weighted = 0;
        for (int j = 0; j < change.Length; j++)
        {
            weighted += change[j] * change[j] * (diagonal.IsEmpty ? 1 : diagonal[j]);
        }

        return curvatures[Slot(Count - 1)] / weighted;
    }
}
