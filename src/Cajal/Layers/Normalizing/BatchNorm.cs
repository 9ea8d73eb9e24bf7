using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>
/// Makes each feature (each channel of pictures: the last axis) have mean 0 and variance 1 over the batch and all pixels, then scales and shifts
/// it by learned numbers: y = (x − mean)/√(variance + ε)·weight + bias (S. Ioffe, C. Szegedy, "Batch normalization", 2015). The shape stays.
/// </summary>
/// <remarks>
/// In training mean and variance are those of the batch, and the running ones follow them as in PyTorch:
/// running ← (1 − momentum)·running + momentum·batch, where the batch's variance is divided by n − 1 for the running one and by n in the formula.
/// At prediction the running ones are used, so that a row does not depend on its batch. (Keras calls 1 − momentum "momentum".)
/// A batch with one number of each feature, a single row, says nothing of their spread: it is treated as at prediction and leaves the running ones.
/// Rows <c>[height, width]</c> are read as <c>width</c> features; give gray pictures a channel first: <c>new Reshape(28, 28, 1)</c>.
/// </remarks>
/// <param name="momentum">Share of the batch in the next running mean and variance, in (0, 1]; default 0.1.</param>
/// <param name="epsilon">Added to the variance; default 1e-5.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="momentum"/> is not in (0, 1] or <paramref name="epsilon"/> not above 0.</exception>
public sealed class BatchNorm(double momentum = 0.1, double epsilon = 1e-5) : Layer
{
    private const string RunningMean = "running_mean", RunningVariance = "running_var";

    /// <summary>Share of the batch in the next running mean and variance.</summary>
    public double Momentum { get; } = NumberChecks.Share(nameof(BatchNorm), nameof(momentum), momentum);

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; } = NumberChecks.Positive(nameof(BatchNorm), nameof(epsilon), epsilon);

    internal override string Kind => "batch-norm";

    internal override Shape OutputShape(Shape input)
    {
        Normalization.Features(this, input);
        return input;
    }

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input)
    {
        int features = Normalization.Features(this, input);
        return
        [
            .. Normalization.Declare(features),
            new(RunningMean, [features], new ZerosInitializer(), IsWeight: false, FanIn: 1, FanOut: 1, IsStatistic: true),
            new(RunningVariance, [features], new ConstantInitializer(1), IsWeight: false, FanIn: 1, FanOut: 1, IsStatistic: true),
        ];
    }

    internal override Node Build(LayerContext context, Node input)
    {
        Node mean = context.Parameter(RunningMean), variance = context.Parameter(RunningVariance);
        if (context.Training && input.Shape.Rows > 1)
        {
            double count = input.Shape.Rows;
            Node batchMean = input.SumRows() * (1 / count);
            Node squares = input.CenteredProducts(batchMean, input, batchMean);
            context.Update(RunningMean, Followed(mean, batchMean));
            context.Update(RunningVariance, Followed(variance, squares * (1 / (count - 1))));
            (mean, variance) = (batchMean, squares * (1 / count));
        }

        Node scale = Normalization.InverseDeviation(variance, Epsilon) * context.Parameter("weight");
        return input.Standardize(mean, scale) + context.Parameter("bias");
    }

    internal static BatchNorm Read(ModelFields fields) => new(fields.Number("momentum"), fields.Number("epsilon"));

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["momentum"] = Momentum;
        json["epsilon"] = Epsilon;
    }

    private Node Followed(Node running, Node batch) => (running * (1 - Momentum)) + (batch * Momentum);
}
