namespace Cajal.Training;

/// <summary>A set as a training reads it, epoch after epoch: what can be scaled beforehand has been.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Scaler">What is still to be applied to each batch, if anything.</param>
internal sealed record PreparedSet(Dataset Data, Scaler? Scaler)
{
    /// <summary>Scales numbers once, at the cost of a copy; bytes stay bytes, a quarter of the memory, and are scaled as they are gathered.</summary>
    /// <exception cref="DataException">A number is no longer finite when it has been scaled.</exception>
    public static PreparedSet Of(Dataset data, Scaler? scaler) => scaler is null || data.HoldsBytes
        ? new PreparedSet(data, scaler)
        : new PreparedSet(scaler.Apply(data), null);

    /// <summary>Writes the scaled inputs of the given rows, in the given order, as a batch. Allocates nothing.</summary>
    public void CopyInputs(ReadOnlySpan<int> rows, Span<float> batch) => Data.CopyInputs(rows, batch, Scaler);
}
