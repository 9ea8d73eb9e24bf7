using Cajal.Cli.Benchmarking;

namespace Cajal.Tests.Cli.Benchmarking;

public sealed class WorkloadTests
{
    [Fact]
    public void The_listed_workloads_have_the_names_that_programs_know() => Assert.Equal(
        [
            "2-2-1 b4 sgd", "4-16-3 b16 adam", "784-30-10 b10 sgd", "784-128-10 b32 adam", "784-512-512-10 b128 adam",
            "lenet5 b64 nesterov", "1024-2048-2048-1000 b256 nesterov",
        ],
        Workloads.Listed.Select(workload => workload.Name));

    [Fact]
    public void The_grid_has_twenty_other_nets_with_other_batches()
    {
        string[] names = [.. Workloads.Listed.Concat(Workloads.Grid).Select(workload => workload.Name)];
        Assert.Equal(20, Workloads.Grid.Count);
        Assert.Equal(names, names.Distinct());
        Assert.All(new[] { 1, 7, 33, 1000 }, batch => Assert.Contains(Workloads.Grid, workload => workload.Batch == batch));
    }

    /// <summary>By hand: 4·(2·2·(1 + 1) + 2·1·(1 + 1 + 1))·2 and so on.</summary>
    [Theory]
    [InlineData(4, 112, 2, 2, 1)]
    [InlineData(32, 13_090_816, 784, 128, 10)]
    [InlineData(128, 410_779_648, 784, 512, 512, 10)]
    public void A_step_has_three_products_a_layer_the_first_layer_two(int batch, double flops, params int[] widths) =>
        Assert.Equal(flops, new Workload(widths, batch, "sgd").Flops);

    /// <summary>By hand, for a row: convolutions 117 600 and 240 000, dense layers 48 000, 10 080 and 840 multiplications.</summary>
    [Fact]
    public void LeNet_has_its_published_size()
    {
        var workload = Workload.LeNet5(64, "nesterov");
        Assert.Equal(61_706, workload.NewModel().ParameterCount);
        Assert.Equal(2.0 * 64 * ((2 * 117_600) + (3 * (240_000 + 48_000 + 10_080 + 840))), workload.Flops);
        Assert.Equal([28, 28], workload.NewRows(3).InputShape.ToArray());
    }

    [Fact]
    public void All_can_be_trained_and_none_learns_its_rows_by_heart() => Assert.All(
        Workloads.Listed.Concat(Workloads.Grid).Where(workload => workload.Flops < 1e6),
        workload =>
        {
            History history = workload.NewModel().Fit(workload.NewRows(workload.Batch), new FitOptions { BatchSize = workload.Batch, Epochs = 500, Threads = 1 });
            Assert.InRange(history.Epochs[^1].Loss, 0.9 * history.Epochs[0].Loss, 1.1 * history.Epochs[0].Loss);
        });

    [Fact]
    public void The_nearest_listed_workload_has_most_nearly_as_many_operations()
    {
        Assert.Equal("784-128-10 b32 adam", Workloads.Nearest(new Workload([784, 100, 10], 30, "sgd")).Name);
        Assert.Equal("2-2-1 b4 sgd", Workloads.Nearest(new Workload([1, 1], 1, "sgd")).Name);
        Assert.Equal("1024-2048-2048-1000 b256 nesterov", Workloads.Nearest(new Workload([9999, 9999], 1000, "sgd")).Name);
    }

    [Theory]
    [InlineData("steps", 7, 0, false, false)]
    [InlineData("Grid", 7, 20, false, false)]
    [InlineData("gemm", 0, 0, true, false)]
    [InlineData("prediction", 0, 0, false, true)]
    [InlineData("784-128-10", 1, 1, false, false)]
    [InlineData("B1 SGD", 0, 3, false, false)]
    public void A_section_or_a_part_of_a_name_selects(string only, int listed, int grid, bool hasProducts, bool hasPredictions)
    {
        var selection = Selection.Of(only, isFull: false);
        Assert.Equal((listed, grid), (selection.Listed.Count, selection.Grid.Count));
        Assert.Equal((hasProducts, hasPredictions), (selection.Products.Count > 0, selection.Predictions.Count > 0));
    }

    [Fact]
    public void Convolutions_are_the_layers_of_ResNet_18_and_measured_only_where_they_are_asked_for()
    {
        Assert.Empty(Selection.Of(null, isFull: true).Convolutions);
        IReadOnlyList<ResNetConvolution> layers = Selection.Of("convolution", isFull: false).Convolutions;
        Assert.Equal(
            [
                "7x7/2 3-64 at 224", "3x3 64-64 at 56", "3x3/2 64-128 at 56", "1x1/2 64-128 at 56", "3x3 128-128 at 28", "3x3/2 128-256 at 28", "1x1/2 128-256 at 28",
                "3x3 256-256 at 14", "3x3/2 256-512 at 14", "1x1/2 256-512 at 14", "3x3 512-512 at 7",
            ],
            layers.Select(layer => layer.Name));
        Assert.Equal(new Shape(8, 112, 112, 64), ConvolutionCases.OutputShape(layers[0].Shape));
        Assert.Equal(2.0 * 8 * 56 * 56 * 9 * 64 * 64, layers[1].Flops);
        Assert.Equal(new Shape(8, 28, 28, 128), ConvolutionCases.OutputShape(layers[2].Shape));
    }

    [Fact]
    public void Everything_has_the_grid_when_it_is_full()
    {
        Assert.Empty(Selection.Of(null, isFull: false).Grid);
        Assert.Equal(20, Selection.Of(null, isFull: true).Grid.Count);
        Assert.Equal(2 + (8 * 6), Selection.Of(null, isFull: true).Products.Count);
    }
}
