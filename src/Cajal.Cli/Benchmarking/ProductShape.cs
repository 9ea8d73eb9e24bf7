using Cajal.Kernels;

namespace Cajal.Cli.Benchmarking;

/// <summary>What a product computes in a layer.</summary>
internal enum ProductRole
{
    /// <summary>X·W: <c>[batch, in]</c> and <c>[in, out]</c>.</summary>
    Forward,

    /// <summary>D·Wᵀ: <c>[batch, out]</c> and the transposed <c>[in, out]</c>.</summary>
    InputGradient,

    /// <summary>Xᵀ·D: the transposed <c>[batch, in]</c> and <c>[batch, out]</c>.</summary>
    WeightGradient,
}

/// <summary>The roles as people read them.</summary>
internal static class ProductRoleNames
{
    /// <summary>The name of a role.</summary>
    public static string Name(this ProductRole role) => role switch
    {
        ProductRole.Forward => "forward",
        ProductRole.InputGradient => "input gradient",
        _ => "weight gradient",
    };
}

/// <summary>The sizes of a layer, which are those of its three products.</summary>
/// <param name="Batch">Rows.</param>
/// <param name="Inputs">Inputs of the layer.</param>
/// <param name="Outputs">Outputs of the layer.</param>
internal sealed record ProductShape(int Batch, int Inputs, int Outputs) : LayerShape
{
    /// <summary>Few shapes: a large one, and the layers that matter in the listed workloads.</summary>
    public static IReadOnlyList<ProductShape> Few { get; } =
        [new(1024, 1024, 1024), new(10, 784, 30), new(32, 784, 128), new(128, 784, 512), new(128, 512, 512), new(128, 512, 10)];

    /// <summary>Large ones, and layers at batches from 1 to 256.</summary>
    public static IReadOnlyList<ProductShape> Many { get; } =
    [
        new(1024, 1024, 1024), new(2048, 2048, 2048),
        .. from layer in new (int Inputs, int Outputs)[]
               { (784, 30), (784, 128), (784, 512), (512, 512), (512, 10), (1024, 2048), (2048, 2048), (2048, 1000) }
           from batch in new[] { 1, 8, 10, 32, 128, 256 }
           select new ProductShape(batch, layer.Inputs, layer.Outputs),
    ];

    /// <summary>Batch, inputs and outputs: <c>32x784x128</c>.</summary>
    public override string Name => $"{Batch}x{Inputs}x{Outputs}";

    /// <summary>Floating-point operations of any of the three products.</summary>
    public override double Flops => 2.0 * Batch * Inputs * Outputs;

    /// <inheritdoc/>
    public override Subject Subject(ProductRole role, Team team)
    {
        var random = new Random(7);
        Block<float> x = ProductSubject.Filled(random, Batch, Inputs), w = ProductSubject.Filled(random, Inputs, Outputs), d = ProductSubject.Filled(random, Batch, Outputs);
        return new ProductSubject(team, role switch
        {
            ProductRole.Forward => new ProductWork<float>(x, w, d, epilogue: null),
            ProductRole.InputGradient when DotProductWork<float>.Pays(d) => new DotProductWork<float>(d, w.Transposed(), x, epilogue: null),
            ProductRole.InputGradient => new ProductWork<float>(d, w.Transposed(), x, epilogue: null),
            _ => new ProductWork<float>(x.Transposed(), d, w, epilogue: null),
        });
    }
}
