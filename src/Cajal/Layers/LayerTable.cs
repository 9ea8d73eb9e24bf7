using System.Text.Json.Nodes;

namespace Cajal;

/// <summary>The closed tables of layers. A new layer is a file and a row here.</summary>
internal static class LayerTable
{
    /// <summary>Layers that apply a function.</summary>
    public static KindTable<Activation> Activations { get; } = new(
        "Activation", layer => layer.Kind, layer => layer.ToJson(),
        new(() => new Relu()),
        new(() => new Tanh()),
        new(() => new Sigmoid()),
        new(() => new Softmax()),
        new(() => new Identity()),
        new(() => new LeakyRelu(), fields => new LeakyRelu(fields.Number("alpha"))),
        new(() => new Elu(), fields => new Elu(fields.Number("alpha"))),
        new(() => new Selu()),
        new(() => new Gelu()),
        new(() => new GeluTanh()),
        new(() => new Silu()),
        new(() => new Mish()),
        new(() => new Softplus()),
        new(() => new Threshold(), fields => new Threshold(fields.Truth("firesAtZero"))));

    private static readonly KindTable<Layer> Layers = new(
        "Layer", layer => layer.Kind, layer => layer.ToJson(),
        [
            Named(new(() => new Dense(1), Dense.Read)),
            Named(new(() => new Conv1D(1, 1), Conv1D.Read)),
            Named(new(() => new Conv2D(1, 1), Conv2D.Read)),
            Named(new(() => new ConvTranspose2D(1, 1), ConvTranspose2D.Read)),
            Named(new(() => new Dropout(), fields => new Dropout(fields.Number("rate")))),
            Named(new(() => new Flatten())),
            Named(new(() => new FeatureScale(), fields => new FeatureScale(fields.Number("rateFactor")))),
            Named(new(() => new Add())),
            Named(new(() => new Multiply())),
            Named(new(() => new Concatenate(), Concatenate.Read)),
            .. Activations.Rows.Select(row => Named(new KindRow<Layer>(row.Default, row.Read))),
            Named(new(() => new MaxPool2D(), MaxPool2D.Read)),
            Named(new(() => new AveragePool2D(), AveragePool2D.Read)),
            Named(new(() => new GlobalMaxPool())),
            Named(new(() => new GlobalAveragePool())),
            Named(new(() => new BatchNorm(), BatchNorm.Read)),
            Named(new(() => new LayerNorm(), fields => new LayerNorm(fields.Number("epsilon")))),
            Named(new(() => new GroupNorm(1), GroupNorm.Read)),
            Named(new(() => new ZeroPadding2D(1), ZeroPadding2D.Read)),
            Named(new(() => new UpSample2D(), fields => new UpSample2D(fields.Count("factor")))),
            Named(new(() => new Reshape(), Reshape.Read)),
            Named(new(() => new Permute(), Permute.Read)),
            Named(new(() => new Embedding(1, 1), Embedding.Read)),
            Named(new(() => new SpatialDropout2D(), fields => new SpatialDropout2D(fields.Number("rate")))),
        ]);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> Kinds => Layers.Names;

    /// <summary>Reads what <see cref="Layer.ToJson"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is missing, unknown, of another kind or out of range; the message names it.</exception>
    public static Layer Read(JsonObject json) => Layers.Read(json);

    private static KindRow<Layer> Named(KindRow<Layer> row) => row with
    {
        Read = fields =>
        {
            Layer layer = row.Read(fields);
            if (fields.Has("name"))
            {
                layer.Name = fields.Text("name");
            }

            return layer;
        },
    };
}
