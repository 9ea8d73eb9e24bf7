using Cajal.Numerics;
using Cajal.Planning;

namespace Cajal;

/// <summary>K-FAC between the steps: the damping by Levenberg's and Marquardt's rule, and the inverses of A and G in float64.</summary>
internal sealed class KfacUpkeep : Upkeep
{
    // ω₁ of the paper, section 6.5: (19/20) to the power of the interval.
    private const double Decay = 0.95;
    private const double Good = 0.75;
    private const double Bad = 0.25;
    private const double LeastDamping = 1e-8;
    private const double MostDamping = 1e8;
    private const long FirstSteps = 3;

    private readonly Kfac optimizer;
    private readonly ParameterStore<float> state;
    private readonly List<Block> blocks;
    private readonly double[] inputs;
    private readonly double[] outputs;
    private readonly string[] weights;
    private readonly double l2;
    private readonly double[] work;
    private readonly double[] inverse;
    private double penalty;

    public KfacUpkeep(Kfac optimizer, ParameterStore<float> state, string[] weights, double l2)
    {
        this.optimizer = optimizer;
        this.weights = weights;
        this.l2 = l2;
        this.state = state;
        blocks = [.. from entry in state.Entries
                     where entry.Name.StartsWith(KfacBlock.InputMoment + "/", StringComparison.Ordinal)
                     select Block.Of(entry.Name[(KfacBlock.InputMoment.Length + 1)..], state)];
        int longest = blocks.Count == 0 ? 0 : blocks.Max(block => Math.Max(block.Inputs + 1, block.Outputs));
        inputs = new double[longest * longest];
        outputs = new double[longest * longest];
        work = new double[longest * longest];
        inverse = new double[longest * longest];
    }

    public override void Before(long step)
    {
        penalty = IsLook(step) ? WeightPenalty.Value(state, weights, l2) : 0;
        if (step > 1 || !state.Contains(Kfac.DampingName))
        {
            return;
        }

        state[Kfac.DampingName][0] = (float)optimizer.Damping;
        foreach (Block block in blocks)
        {
            Identity(state[block.InputInverse], block.Inputs);
            Identity(state[block.OutputInverse], block.Outputs);
            if (block.HasBias)
            {
                state[block.CornerInverse][0] = 1;
            }
        }
    }

    public override string? After(long step, StepOutcome outcome, Func<double> lossNow)
    {
        // A change below rounding says nothing of the model.
        if (IsLook(step) && -outcome.PredictedChange > Rounding * Math.Abs(outcome.Loss))
        {
            double change = lossNow() - outcome.Loss + WeightPenalty.Value(state, weights, l2) - penalty;
            Adapt(change / outcome.PredictedChange);
        }

        if (step <= FirstSteps || step % optimizer.InverseInterval == 0)
        {
            foreach (Block block in blocks)
            {
                Invert(block);
            }
        }

        return null;
    }

    private bool IsLook(long step) => step % optimizer.DampingInterval == 0;

    private static void Identity(Span<float> matrix, int size)
    {
        for (int index = 0; index < size; index++)
        {
            matrix[(index * size) + index] = 1;
        }
    }

    /// <summary>Less damping where the model predicted the loss well, more where it did not; a loss that is no number counts as badly predicted.</summary>
    private void Adapt(double ratio)
    {
        double factor = Math.Pow(Decay, optimizer.DampingInterval);
        double damping = state[Kfac.DampingName][0];
        damping = ratio > Good ? damping * factor : ratio >= Bad ? damping : damping / factor;
        state[Kfac.DampingName][0] = (float)Math.Clamp(damping, LeastDamping, MostDamping);
    }

    private void Invert(Block block)
    {
        double root = Math.Sqrt(state[Kfac.DampingName][0] + l2);
        int size = block.Inputs + (block.HasBias ? 1 : 0);
        FillInputs(block, inputs, size);
        ReadOnlySpan<float> moment = state[block.OutputMoment];
        for (int index = 0; index < moment.Length; index++)
        {
            outputs[index] = moment[index];
        }

        // π of section 6.3: the root of the ratio of the mean eigenvalues.
        double inputTrace = Trace(inputs, size), outputTrace = Trace(outputs, block.Outputs);
        double balance = inputTrace > 0 && outputTrace > 0 ? Math.Sqrt(inputTrace / size / (outputTrace / block.Outputs)) : 1;
        if (TryInvert(inputs, size, balance * root))
        {
            WriteInputs(block, size);
        }

        if (TryInvert(outputs, block.Outputs, root / balance))
        {
            Copy(inverse, state[block.OutputInverse]);
        }
    }

    /// <summary>A with its row and column for the bias, put together.</summary>
    private void FillInputs(Block block, double[] matrix, int size)
    {
        ReadOnlySpan<float> moment = state[block.InputMoment];
        for (int row = 0; row < block.Inputs; row++)
        {
            for (int column = 0; column < block.Inputs; column++)
            {
                matrix[(row * size) + column] = moment[(row * block.Inputs) + column];
            }
        }

        if (block.HasBias)
        {
            ReadOnlySpan<float> mean = state[block.InputMean];
            for (int index = 0; index < block.Inputs; index++)
            {
                matrix[(index * size) + block.Inputs] = matrix[(block.Inputs * size) + index] = mean[index];
            }

            matrix[(size * size) - 1] = 1;
        }
    }

    private void WriteInputs(Block block, int size)
    {
        Span<float> target = state[block.InputInverse];
        for (int row = 0; row < block.Inputs; row++)
        {
            Copy(inverse.AsSpan(row * size), target.Slice(row * block.Inputs, block.Inputs));
        }

        if (block.HasBias)
        {
            Copy(inverse.AsSpan(block.Inputs * size), state[block.CrossInverse]);
            state[block.CornerInverse][0] = (float)inverse[(size * size) - 1];
        }
    }

    private static double Trace(double[] matrix, int size)
    {
        double trace = 0;
        for (int index = 0; index < size; index++)
        {
            trace += matrix[(index * size) + index];
        }

        return trace;
    }

    /// <summary>Inverts A + γI; a matrix that float64 cannot tell from a singular one leaves the last inverse standing.</summary>
    private bool TryInvert(double[] matrix, int size, double damping)
    {
        for (int index = 0; index < size; index++)
        {
            matrix[(index * size) + index] += damping;
        }

        var factor = new Cholesky(matrix, size);
        if (factor.Dependent > 0)
        {
            return false;
        }

        factor.Invert(work, inverse);
        return true;
    }

    private static void Copy(ReadOnlySpan<double> source, Span<float> target)
    {
        for (int index = 0; index < target.Length; index++)
        {
            target[index] = (float)source[index];
        }
    }

    /// <summary>Names of a block's state and its sizes.</summary>
    private sealed record Block(
        int Inputs, int Outputs, bool HasBias, string InputMoment, string InputMean, string OutputMoment,
        string InputInverse, string CrossInverse, string CornerInverse, string OutputInverse)
    {
        public static Block Of(string weight, ParameterStore<float> state)
        {
            Shape ShapeOf(string name) => state.Entries.First(entry => entry.Name == $"{name}/{weight}").Shape;
            return new Block(
                ShapeOf(KfacBlock.InputMoment).Rows, ShapeOf(KfacBlock.OutputMoment).Rows, state.Contains($"{KfacBlock.InputMean}/{weight}"),
                $"{KfacBlock.InputMoment}/{weight}", $"{KfacBlock.InputMean}/{weight}", $"{KfacBlock.OutputMoment}/{weight}",
                $"{KfacBlock.InputInverse}/{weight}", $"{KfacBlock.CrossInverse}/{weight}", $"{KfacBlock.CornerInverse}/{weight}", $"{KfacBlock.OutputInverse}/{weight}");
        }
    }
}
