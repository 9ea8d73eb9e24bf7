using Cajal.Models;

namespace Cajal.Training;

/// <summary>A set as a training reads it, epoch after epoch: what can be scaled beforehand has been.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Scaler">What is still to be applied to each batch, if anything.</param>
internal sealed record PreparedSet(Dataset Data, Scaler? Scaler)
{
    /// <summary>The rows of the model's further inputs, in its order.</summary>
    public IReadOnlyList<PreparedSet> Further { get; init; } = [];

    /// <summary>A set for many epochs: scales numbers once, at the cost of a copy; bytes stay bytes, a quarter of the memory, and are scaled as they are gathered.</summary>
    /// <exception cref="DataException">A number is no longer finite when it has been scaled.</exception>
    public static PreparedSet Of(Model model, Dataset data) => Of(model, data, Of);

    /// <summary>A set that is read once, scaled as it is gathered.</summary>
    public static PreparedSet ForOnce(Model model, Dataset data) => Of(model, data, (rows, scaler) => new PreparedSet(rows, scaler));

    /// <summary>Writes the scaled inputs of the given rows, in the given order, as a batch. Allocates nothing.</summary>
    public void CopyInputs(ReadOnlySpan<int> rows, Span<float> batch) => Data.CopyInputs(rows, batch, Scaler);

    private static PreparedSet Of(Model model, Dataset data, Func<Dataset, Scaler?, PreparedSet> prepare)
    {
        PreparedSet[] inputs = [.. DataOrder.Inputs(model.Built.Network, data).Zip(model.Built.Scalers, prepare)];
        return inputs[0] with { Further = inputs[1..] };
    }

    private static PreparedSet Of(Dataset data, Scaler? scaler) => scaler is null || data.HoldsBytes
        ? new PreparedSet(data, scaler)
        : new PreparedSet(scaler.Apply(data), null);
}
