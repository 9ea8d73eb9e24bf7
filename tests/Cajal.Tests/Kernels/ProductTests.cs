using Cajal.Kernels;

namespace Cajal.Tests.Kernels;

public sealed class ProductTests
{
    [Fact]
    public void Product_with_epilogue_adds_bias_and_cuts_below_zero()
    {
        Block<float> a = Blocks.Of(2, 2, 1f, 2f, 3f, 4f);
        Block<float> b = Blocks.Of(2, 2, 1f, -1f, 2f, -2f);
        Block<float> bias = Blocks.Of(1, 2, 0.5f, 1f);
        Block<float> result = Blocks.Zero<float>(2, 2);
        var epilogue = new PointwiseProgramBuilder<float>(2, 2);
        int sum = epilogue.Apply(PointwiseFunction.Add, epilogue.Accumulator(), epilogue.Load(new Block<float>(bias.Buffer, 0, 2, 2, 0, 1)));
        epilogue.Store(epilogue.Apply(PointwiseFunction.Relu, sum), result);
        new ProductWork<float>(a, b, null, epilogue.Build()).Execute();
        Assert.Equal([5.5f, 0, 11.5f, 0], Blocks.Values(result));
    }

    [Fact]
    public void Transposed_views_give_the_product_of_the_transposes()
    {
        Block<double> a = Blocks.Of(2, 3, 1.0, 2, 3, 4, 5, 6);
        Block<double> result = Blocks.Zero<double>(3, 3);
        new ProductWork<double>(a.Transposed(), a, result, null).Execute();
        Assert.Equal([17.0, 22, 27, 22, 29, 36, 27, 36, 45], Blocks.Values(result));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Block<float> a = Blocks.Zero<float>(2, 3);
        var error = Assert.Throws<ArgumentException>(() => new ProductWork<float>(a, a, a, null));
        Assert.Equal("Product of [2, 3] and [2, 3]: the inner sizes 3 and 2 differ.", error.Message);
    }
}
