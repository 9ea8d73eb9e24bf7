using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>Calls of <see cref="Model.Predict(ReadOnlySpan{float}, Span{float})"/> from a number of threads at once.</summary>
internal sealed class PredictionSubject : Subject
{
    private readonly Model model;
    private readonly float[] inputs;
    private readonly int outputs;

    /// <param name="workload">The net; its batch are the rows of a call.</param>
    /// <param name="threads">Callers.</param>
    public PredictionSubject(Workload workload, int threads)
        : base(threads)
    {
        model = workload.NewModel();
        Dataset rows = workload.NewRows(workload.Batch);
        inputs = new float[workload.Batch * workload.Widths[0]];
        rows.CopyInputs([.. Enumerable.Range(0, workload.Batch)], inputs);
        outputs = workload.Batch * workload.Widths[^1];
    }

    /// <inheritdoc/>
    public override double Run(int count) => Simultaneous.Seconds(Threads, () =>
    {
        float[] results = new float[outputs];
        for (int i = 0; i < count; i++)
        {
            model.Predict(inputs, results);
        }
    }) / count;
}
