using Cajal.Numerics;
using Cajal.Planning;

namespace Cajal;

/// <summary>
/// L-BFGS between the steps: the plan has left loss and gradient at the present weights; here a direction is found and searched for weights of less loss, by halving with
/// quadratic interpolation until the decrease suffices (Armijo's condition).
/// </summary>
internal sealed class LbfgsUpkeep : Upkeep
{
    /// <summary>Names of the state.</summary>
    public const string Gradient = "gradient", LastGradient = "last_gradient", LastStep = "last_step", Steps = "steps", Changes = "changes", Count = "count";

    private const double SufficientDecrease = 1e-4;
    private const int MostTrials = 20;

    // A cosine below this is none: the gradient did not grow along the step.
    private const double LeastShare = 1e-8;

    private readonly ParameterStore<float> state;
    private readonly (string Name, string Gradient)[] trained;
    private readonly string[] weights;
    private readonly double l2;
    private readonly int length;
    private readonly int capacity;
    private readonly LimitedMemory memory;
    private readonly double[] gradient;
    private readonly double[] change;
    private readonly double[] direction;
    private readonly double[] step;
    private readonly double[] start;
    private bool isLoaded;

    public LbfgsUpkeep(Lbfgs optimizer, ParameterStore<float> state, IReadOnlyList<(string Name, ParameterDeclaration Declaration)> trained, double l2)
    {
        this.state = state;
        this.trained = [.. trained.Select(parameter => (parameter.Name, $"{Gradient}/{parameter.Name}"))];
        weights = [.. trained.Where(parameter => parameter.Declaration.IsWeight).Select(parameter => parameter.Name)];
        this.l2 = l2;
        capacity = optimizer.Memory;
        length = trained.Sum(parameter => parameter.Declaration.Shape.Count);
        memory = new LimitedMemory(length, capacity);
        gradient = new double[length];
        change = new double[length];
        direction = new double[length];
        step = new double[length];
        start = new double[length];
    }

    public override void Before(long number)
    {
        if (number == 1 || !isLoaded)
        {
            Load();
            isLoaded = true;
        }
    }

    public override string? After(long number, StepOutcome outcome, Func<double> lossNow)
    {
        int first = 0;
        foreach ((string name, string gradientName) in trained)
        {
            Span<float> values = state[name];
            Read(values, start.AsSpan(first));
            Read(state[gradientName], gradient.AsSpan(first));
            first += values.Length;
        }

        Remember(number);
        memory.FillDirection(gradient, [], direction);
        double loss = outcome.Loss + WeightPenalty.Value(state, weights, l2);
        bool found = Search(loss, outcome.Rate, lossNow);
        if (!found && memory.Count > 0)
        {
            // What was remembered misleads: forget it and go down the gradient.
            memory.Clear();
            memory.FillDirection(gradient, [], direction);
            found = Search(loss, outcome.Rate, lossNow);
        }

        Write(state[LastGradient], gradient);
        Write(state[LastStep], step);
        Save();
        return found || outcome.Rate == 0 ? null : "no step lowers the loss any further";
    }

    /// <summary>The pair of the last step, in float32 as it is kept.</summary>
    private void Remember(long number)
    {
        if (number > 1)
        {
            ReadOnlySpan<float> last = state[LastGradient];
            for (int index = 0; index < length; index++)
            {
                change[index] = (float)(gradient[index] - last[index]);
            }

            Read(state[LastStep], step);
            memory.Add(step, change, LeastShare);
        }
    }

    /// <summary>Goes along the direction; leaves the weights at a point of less loss, or where they were.</summary>
    private bool Search(double loss, double rate, Func<double> lossNow)
    {
        // A quadratic would fall by half the slope: less than rounding is nothing to search for.
        double slope = Vectors.Dot(gradient, direction);
        double norm = Vectors.Norm(direction);
        double size = memory.Count > 0 ? rate : rate * Math.Min(1, 1 / norm);
        for (int trial = 0; trial < MostTrials && -slope > Rounding * Math.Abs(loss) && size * norm > 0; trial++)
        {
            Move(size);
            double value = lossNow() + WeightPenalty.Value(state, weights, l2);
            if (value <= loss + (SufficientDecrease * size * slope) + (value < loss ? Rounding * Math.Abs(loss) : 0))
            {
                return true;
            }

            double interpolated = -slope * size * size / (2 * (value - loss - (slope * size)));
            size = double.IsFinite(interpolated) ? Math.Clamp(interpolated, 0.1 * size, 0.5 * size) : 0.1 * size;
        }

        Move(0);
        return false;
    }

    /// <summary>Sets the weights to start + size·direction, in float32, and the step to what that is.</summary>
    private void Move(double size)
    {
        int first = 0;
        foreach ((string name, _) in trained)
        {
            Span<float> values = state[name];
            for (int index = 0; index < values.Length; index++)
            {
                values[index] = (float)(start[first + index] + (size * direction[first + index]));
                step[first + index] = (float)(values[index] - start[first + index]);
            }

            first += values.Length;
        }
    }

    private void Load()
    {
        memory.Clear();
        int count = (int)state[Count][0];
        for (int index = 0; index < count; index++)
        {
            Read(state[Steps].Slice(index * length, length), step);
            Read(state[Changes].Slice(index * length, length), change);
            memory.Add(step, change, 0);
        }
    }

    private void Save()
    {
        state[Count][0] = memory.Count;
        for (int index = 0; index < memory.Count; index++)
        {
            Write(state[Steps].Slice(index * length, length), memory.Step(index));
            Write(state[Changes].Slice(index * length, length), memory.Change(index));
        }
    }

    private static void Read(ReadOnlySpan<float> source, Span<double> target)
    {
        for (int index = 0; index < source.Length; index++)
        {
            target[index] = source[index];
        }
    }

    private static void Write(Span<float> target, ReadOnlySpan<double> source)
    {
        for (int index = 0; index < target.Length; index++)
        {
            target[index] = (float)source[index];
        }
    }
}
