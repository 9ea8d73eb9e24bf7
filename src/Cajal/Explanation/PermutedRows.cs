using Cajal.Kernels;

namespace Cajal.Explanation;

/// <summary>Judges a model on rows in which some features come from other rows. Belongs to one thread.</summary>
internal sealed class PermutedRows
{
    private const int BlockRows = 64;

    private readonly Model model;
    private readonly Dataset data;
    private readonly Metric metric;
    private readonly int[] permutation;
    private readonly int[] order;
    private readonly float[] block;
    private readonly float[] donors;
    private readonly float[] outputs;

    /// <summary>Makes room for the rows' outputs.</summary>
    public PermutedRows(Model model, Dataset data, Metric metric)
    {
        this.model = model;
        this.data = data;
        this.metric = metric;
        order = [.. Enumerable.Range(0, data.Count)];
        permutation = new int[data.Count];
        block = new float[BlockRows * data.Features];
        donors = new float[BlockRows * data.Features];
        outputs = new float[data.Count * model.OutputShape.Count];
    }

    /// <summary>A permutation of the rows that depends only on its seed and numbers; valid until the next one.</summary>
    public ReadOnlySpan<int> Permutation(ulong seed, int group, int repetition)
    {
        order.CopyTo(permutation, 0);
        CounterRandom.Shuffle(permutation, seed, RandomStreams.Permutation(group, repetition));
        return permutation;
    }

    /// <summary>The metric over all rows, row i having the given features of row <paramref name="from"/>[i].</summary>
    /// <exception cref="DataException">It is undefined over these rows.</exception>
    public double Figure(IReadOnlyList<int> features, ReadOnlySpan<int> from)
    {
        int width = model.OutputShape.Count;
        for (int start = 0; start < data.Count; start += BlockRows)
        {
            int count = Math.Min(BlockRows, data.Count - start);
            Span<float> rows = block.AsSpan(0, count * data.Features);
            data.CopyInputs(order.AsSpan(start, count), rows);
            if (features.Count > 0)
            {
                Span<float> others = donors.AsSpan(0, count * data.Features);
                data.CopyInputs(from.Slice(start, count), others);
                Exchange(features, others, rows);
            }

            model.Predict(rows, outputs.AsSpan(start * width, count * width));
        }

        return metric.Compute(new PredictedRows(outputs, width, data.Targets.Numbers, data.Targets.Width, data.Weights))
            ?? throw new DataException($"Permutation importance: {metric.Name} is {metric.UndefinedReason}. Give other rows, or choose another metric.");
    }

    private void Exchange(IReadOnlyList<int> features, ReadOnlySpan<float> donors, Span<float> rows)
    {
        for (int row = 0; row < rows.Length; row += data.Features)
        {
            foreach (int feature in features)
            {
                rows[row + feature] = donors[row + feature];
            }
        }
    }
}
