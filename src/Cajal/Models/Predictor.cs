using Cajal.Planning;

namespace Cajal.Models;

/// <summary>
/// Predicts from many threads at once without locks: parameters are shared and only read, each caller borrows plans with scratch of their
/// own. After the first predictions nothing is allocated.
/// </summary>
internal sealed class Predictor
{
    private readonly Network network;
    private readonly ParameterStore<float> store;
    private readonly IReadOnlyList<Scaler?> preprocessing;
    private readonly Loans<BlockPlans> plans;
    private readonly int features;
    private readonly int width;

    /// <summary>Prepares predictions; plans are compiled when they are first needed.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="store">The parameters.</param>
    /// <param name="preprocessing">What is applied to each input first, if anything.</param>
    public Predictor(Network network, ParameterStore<float> store, IReadOnlyList<Scaler?> preprocessing)
    {
        this.network = network;
        this.store = store;
        this.preprocessing = preprocessing;
        plans = new Loans<BlockPlans>(() => new BlockPlans(rows => new ForwardPlan(this.network, this.store, rows)));
        features = network.InputShape.Count;
        width = network.OutputShape.Count;
    }

    /// <summary>Predicts rows.</summary>
    /// <param name="inputs">Rows <c>[rows, features]</c>.</param>
    /// <param name="outputs">Receives <c>[rows, outputs]</c>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the network.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (network.InputShapes.Count > 1 || network.OutputShapes.Count > 1)
        {
            throw new ArgumentException(
                $"Predict: the model has {network.InputShapes.Count} inputs and {network.OutputShapes.Count} outputs, expected one of each. Call PredictAll with the rows of each input.");
        }

        int rows = inputs.Length / features;
        if (rows * features != inputs.Length || outputs.Length != rows * width)
        {
            throw new ArgumentException(
                $"Predict: {inputs.Length} inputs and room for {outputs.Length} outputs; expected rows of {features} inputs and {width} outputs each. "
                + "Give whole rows and as many outputs.");
        }

        BlockPlans own = plans.Take();
        try
        {
            for (int start = 0; start < rows;)
            {
                ForwardPlan plan = own.For(rows - start);
                int count = Math.Min(plan.Rows, rows - start);
                Run(plan, count, inputs.Slice(start * features, count * features), outputs.Slice(start * width, count * width));
                start += count;
            }
        }
        finally
        {
            plans.Return(own);
        }
    }

    /// <summary>Predicts rows of several inputs.</summary>
    /// <param name="inputs">Rows of each input.</param>
    /// <returns>Rows of each output.</returns>
    /// <exception cref="ArgumentException">The number of inputs or their lengths do not fit the network.</exception>
    public float[][] PredictAll(IReadOnlyList<ReadOnlyMemory<float>> inputs)
    {
        int rows = RowsOf(inputs);
        float[][] outputs = [.. network.OutputShapes.Select(shape => new float[rows * shape.Count])];
        BlockPlans own = plans.Take();
        try
        {
            for (int start = 0; start < rows;)
            {
                ForwardPlan plan = own.For(rows - start);
                int count = Math.Min(plan.Rows, rows - start);
                for (int index = 0; index < inputs.Count; index++)
                {
                    int size = network.InputShapes[index].Count;
                    Fill(plan, index, count, inputs[index].Span.Slice(start * size, count * size));
                }

                plan.Run();
                for (int index = 0; index < outputs.Length; index++)
                {
                    plan.Outputs(count, index).CopyTo(outputs[index].AsSpan(start * network.OutputShapes[index].Count));
                }

                start += count;
            }

            return outputs;
        }
        finally
        {
            plans.Return(own);
        }
    }

    private int RowsOf(IReadOnlyList<ReadOnlyMemory<float>> inputs)
    {
        IReadOnlyList<Shape> shapes = network.InputShapes;
        int rows = inputs.Count == shapes.Count ? inputs[0].Length / features : -1;
        return rows >= 0 && shapes.Index().All(shape => inputs[shape.Index].Length == (long)rows * shape.Item.Count)
            ? rows
            : throw new ArgumentException(
                $"PredictAll: inputs of {string.Join(", ", inputs.Select(input => input.Length))} numbers came, expected the same number of rows for each of "
                + $"{string.Join(", ", network.Architecture.Inputs.Zip(shapes, (name, shape) => $"'{PrintableText.Escape(name)}' {shape}"))}. Give whole rows, as many for each.");
    }

    private void Run(ForwardPlan plan, int rows, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Fill(plan, 0, rows, inputs);
        plan.Run();
        plan.Outputs(rows).CopyTo(outputs);
    }

    private void Fill(ForwardPlan plan, int index, int rows, ReadOnlySpan<float> inputs)
    {
        Span<float> block = plan.Inputs(rows, index);
        if (preprocessing[index] is { } scaler)
        {
            scaler.Apply(inputs, block);
        }
        else
        {
            inputs.CopyTo(block);
        }
    }

    /// <summary>One caller's plans for blocks of several sizes. A plan computes all its rows, however few are asked for.</summary>
    private sealed class BlockPlans(Func<int, ForwardPlan> compile)
    {
        // Activations of 64 rows of some hundred columns stay in the second-level cache; more rows gain nothing.
        private const int Large = 64;

        // Eight rows take little longer than two single ones, which read all weights each.
        private const int Small = 8;
        private const int FewestOfSmall = 3;

        private ForwardPlan? large;
        private ForwardPlan? small;
        private ForwardPlan? single;

        /// <summary>The plan for the next of so many rows that are left.</summary>
        public ForwardPlan For(int rows) => rows switch
        {
            >= Large => large ??= compile(Large),
            >= FewestOfSmall => small ??= compile(Small),
            _ => single ??= compile(1),
        };
    }
}
