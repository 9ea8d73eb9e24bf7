using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// How far outputs are from targets: one number for each row, averaged over the rows by <see cref="Reduce"/>. Outputs and targets must
/// have fitting shapes; nothing is repeated silently.
/// </summary>
public abstract record Loss
{
    private protected Loss()
    {
    }

    /// <summary>Name in files and on the command line, e.g. <c>cross-entropy</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => Table.Names;

    private static KindTable<Loss> Table { get; } = new(
        "Loss", loss => loss.Kind, loss => loss.ToJson(),
        new(() => new CrossEntropy(), fields => new CrossEntropy(fields.Number("labelSmoothing"))),
        new(() => new BinaryCrossEntropy(), BinaryCrossEntropy.Read),
        new(() => new MeanSquaredError()),
        new(() => new HalfSquaredError()),
        new(() => new MeanAbsoluteError()),
        new(() => new Huber(), fields => new Huber(fields.Number("delta"))));

    /// <summary>The loss of a name, with its defaults.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ConfigurationException">No such name; the message suggests the nearest.</exception>
    public static Loss ByName(string name) => Table.ByName(name);

    /// <summary>True when the loss can compare outputs with such targets.</summary>
    public abstract bool Fits(TargetKind targets);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, unknown, of another kind or out of range; the message names it.</exception>
    internal static Loss FromJson(JsonObject json) => Table.Read(json);

    /// <summary>Kind and settings as JSON.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind };
        WriteConfiguration(json);
        return json;
    }

    /// <summary>Adds the loss of each row to the graph.</summary>
    /// <param name="output">Output of the model <c>[batch, …]</c>.</param>
    /// <param name="target">Class indices <c>[batch, 1]</c> of <see cref="Kind.Integer"/>, or numbers of the output's shape.</param>
    /// <returns><c>[batch, 1]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit; the message names the loss, what came and what was expected.</exception>
    internal abstract Node PerRow(Node output, Node target);

    /// <summary>Mean over the rows, Σᵢ wᵢlᵢ / Σᵢ wᵢ; without weights Σᵢ lᵢ / batch. A row of weight 0 does not count.</summary>
    /// <param name="perRow">Losses <c>[batch, 1]</c>, from <see cref="PerRow"/>.</param>
    /// <param name="weights">
    /// Weights <c>[batch, 1]</c>: sample weight times class weight. At least one must be above 0. With class weights this is the
    /// cross entropy divided by the sum of the targets' weights, as in PyTorch.
    /// </param>
    /// <returns><c>[]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    internal static Node Reduce(Node perRow, Node? weights = null)
    {
        if (weights is null)
        {
            return perRow.Mean();
        }

        return weights.Shape == perRow.Shape
            ? (perRow * weights).Sum() / weights.Sum()
            : throw new ArgumentException(
                $"Loss: the weights have shape {weights.Shape}, the losses {perRow.Shape}; expected equal shapes. Give one weight a row.", nameof(weights));
    }

    /// <summary>
    /// The node in which the loss of a row is convex and whose distribution it is the log likelihood of: the output, or the logits behind a last Softmax or Sigmoid.
    /// </summary>
    internal virtual Node Natural(Node output) => output;

    /// <summary>
    /// B·v for each row, BBᵀ being the curvature of the row's loss by <see cref="Natural"/>: its Hessian, which for a log likelihood is Fisher's information (J. Martens,
    /// "New insights and perspectives on the natural gradient method", 2020).
    /// </summary>
    /// <param name="natural">The node of <see cref="Natural"/>.</param>
    /// <param name="target">The targets.</param>
    /// <param name="vector">v, of the shape of <paramref name="natural"/>.</param>
    internal abstract Node CurvatureRoot(Node natural, Node target, Node vector);

    /// <summary>Bᵀ·v for each row, see <see cref="CurvatureRoot"/>.</summary>
    internal abstract Node CurvatureRootTransposed(Node natural, Node target, Node vector);

    private protected virtual void WriteConfiguration(JsonObject json)
    {
    }

    /// <summary>The guard of all losses that compare number with number.</summary>
    private protected void RequireSameShape(Node output, Node target)
    {
        if (output.Shape.Rank < 2 || target.Shape != output.Shape)
        {
            throw new ArgumentException(
                $"{GetType().Name}: the output has shape {output.Shape}, the target {target.Shape}; expected one shape [batch, …]. "
                + "Give the last layer as many outputs as the target has columns.", nameof(target));
        }
    }
}
