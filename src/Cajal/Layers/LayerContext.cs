namespace Cajal;

/// <summary>What a layer gets from the model while it is built into a graph.</summary>
/// <param name="training">True for a training step, false for prediction (dropout is then off).</param>
/// <param name="parameters">The layer's parameter nodes by their short names, e.g. <c>weight</c>.</param>
/// <param name="firstStream">
/// First of the random streams of this layer and purpose. It must not depend on the order of building, so that a plan built again draws
/// the same numbers.
/// </param>
internal sealed class LayerContext(bool training, IReadOnlyDictionary<string, Node> parameters, ulong firstStream)
{
    private readonly Dictionary<string, Node> updates = [];
    private ulong nextStream = firstStream;

    /// <summary>True for a training step.</summary>
    public bool Training => training;

    /// <summary>The next values of statistics, by their short names.</summary>
    public IReadOnlyDictionary<string, Node> Updates => updates;

    /// <summary>A parameter that the layer declared.</summary>
    public Node Parameter(string name) => parameters[name];

    /// <summary>Says what a training step writes into a statistic that the layer declared.</summary>
    /// <param name="name">Its short name.</param>
    /// <param name="next">Its next value, of the same shape; read from the batch without a gradient.</param>
    /// <exception cref="InvalidOperationException">No training step is built, so nothing would be written.</exception>
    public void Update(string name, Node next)
    {
        if (!training)
        {
            throw new InvalidOperationException($"Layer: '{name}' would change in a prediction. Update statistics in training only.");
        }

        updates.Add(name, next);
    }

    /// <summary>A random stream that no other node uses.</summary>
    public ulong NextStream() => nextStream++;
}
