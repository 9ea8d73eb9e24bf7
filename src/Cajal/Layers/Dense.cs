using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>How a <see cref="Dense"/> layer scales its product.</summary>
public enum WeightScale
{
    /// <summary>y = x·W + b.</summary>
    Standard,

    /// <summary>
    /// y = x·W/√in + b, the neural tangent parametrisation (A. Jacot, F. Gabriel, C. Hongler, "Neural tangent kernel", 2018): weights of
    /// deviation 1, and one learning rate for all widths.
    /// </summary>
    NeuralTangent,
}

/// <summary>
/// A fully connected layer, y = x·W + b: <c>[batch, in]</c> becomes <c>[batch, out]</c>. W is <c>[in, out]</c>, b is <c>[out]</c>.
/// </summary>
/// <example><code>new Sequential { new Dense(16), new Tanh(), new Dense(3), new Softmax() }</code></example>
public sealed class Dense : Layer
{
    /// <summary>Makes a layer.</summary>
    /// <param name="outFeatures">Number of outputs, at least 1.</param>
    /// <param name="weightInitializer">
    /// First values of W; default Glorot uniform (<see cref="GlorotInitializer"/>, as in Keras), with the neural tangent scale N(0, 1).
    /// </param>
    /// <param name="biasInitializer">First values of b; default 0.</param>
    /// <param name="hasBias">False for y = x·W.</param>
    /// <param name="scale">How the product is scaled.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outFeatures"/> is below 1.</exception>
    public Dense(
        int outFeatures, Initializer? weightInitializer = null, Initializer? biasInitializer = null, bool hasBias = true,
        WeightScale scale = WeightScale.Standard)
    {
        OutFeatures = NumberChecks.Count(nameof(Dense), nameof(outFeatures), outFeatures);
        Scale = scale;
        WeightInitializer = weightInitializer ?? (scale == WeightScale.Standard ? new GlorotInitializer() : new NormalInitializer(1));
        BiasInitializer = biasInitializer ?? new ZerosInitializer();
        HasBias = hasBias;
    }

    /// <summary>Number of outputs.</summary>
    public int OutFeatures { get; }

    /// <summary>First values of W.</summary>
    public Initializer WeightInitializer { get; }

    /// <summary>First values of b.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>Whether b is added.</summary>
    public bool HasBias { get; }

    /// <summary>How the product is scaled.</summary>
    public WeightScale Scale { get; }

    /// <summary>Multiplies the learning rate of b. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double BiasRateFactor
    {
        get;
        init => field = NumberChecks.Positive(nameof(Dense), nameof(BiasRateFactor), value);
    } = 1;

    internal override string Kind => "dense";

    internal override Shape OutputShape(Shape input)
    {
        RequireFeatures(input);
        return [OutFeatures];
    }

    internal override IReadOnlyList<ParameterDeclaration> Parameters(Shape input)
    {
        int inFeatures = RequireFeatures(input);
        var weight = new ParameterDeclaration("weight", [inFeatures, OutFeatures], WeightInitializer, IsWeight: true, inFeatures, OutFeatures);
        var bias = new ParameterDeclaration("bias", [OutFeatures], BiasInitializer, IsWeight: false, inFeatures, OutFeatures, BiasRateFactor);
        return HasBias ? [weight, bias] : [weight];
    }

    internal override Node Build(LayerContext context, Node input)
    {
        Node product = input.MatMul(context.Parameter("weight"));
        Node scaled = Scale == WeightScale.Standard ? product : product * (1 / Math.Sqrt(input.Shape.Columns));
        return HasBias ? scaled + context.Parameter("bias") : scaled;
    }

    internal static Dense Read(ModelFields fields) => new(
        fields.Count("outFeatures"),
        Initializer.FromJson(fields.Object("weightInitializer")),
        Initializer.FromJson(fields.Object("biasInitializer")),
        fields.Truth("hasBias"),
        fields.Text("scale") switch
        {
            "standard" => WeightScale.Standard,
            "neural-tangent" => WeightScale.NeuralTangent,
            string other => throw fields.Error($"\"scale\" is '{other}', expected 'standard' or 'neural-tangent'."),
        })
    {
        BiasRateFactor = fields.Number("biasRateFactor"),
    };

    private protected override void WriteConfiguration(JsonObject json)
    {
        json["outFeatures"] = OutFeatures;
        json["weightInitializer"] = WeightInitializer.ToJson();
        json["biasInitializer"] = BiasInitializer.ToJson();
        json["hasBias"] = HasBias;
        json["scale"] = Scale == WeightScale.Standard ? "standard" : "neural-tangent";
        json["biasRateFactor"] = BiasRateFactor;
    }
}
