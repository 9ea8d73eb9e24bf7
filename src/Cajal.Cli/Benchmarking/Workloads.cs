namespace Cajal.Cli.Benchmarking;

/// <summary>The trainings that are timed.</summary>
internal static class Workloads
{
    /// <summary>From what the call of a kernel costs to what the multiplications cost.</summary>
    public static IReadOnlyList<Workload> Listed { get; } =
    [
        new([2, 2, 1], 4, "sgd") { Activation = "tanh", Targets = TargetKind.Labels },
        new([4, 16, 3], 16, "adam") { Activation = "tanh" },
        new([784, 30, 10], 10, "sgd") { Activation = "sigmoid" },
        new([784, 128, 10], 32, "adam"),
        new([784, 512, 512, 10], 128, "adam"),
        Workload.LeNet5(64, "nesterov"),
        new([1024, 2048, 2048, 1000], 256, "nesterov"),
    ];

    /// <summary>Other widths, batches, activations and optimisers, so that the listed ones are not all that is fast.</summary>
    public static IReadOnlyList<Workload> Grid { get; } =
    [
        new([3, 5, 2], 1, "sgd") { Activation = "tanh" },
        new([4, 10, 10, 3], 7, "rmsprop"),
        new([10, 20, 1], 1000, "adam") { Targets = TargetKind.Values },
        new([13, 64, 1], 7, "adam") { Targets = TargetKind.Values },
        new([17, 33, 5], 33, "sgd") { Activation = "tanh" },
        new([20, 200, 200, 200, 2], 33, "adam") { Activation = "selu" },
        new([30, 64, 64, 1], 32, "adam") { Targets = TargetKind.Values },
        new([50, 100, 100, 3], 33, "adamw") { Activation = "silu" },
        new([64, 128, 64, 10], 7, "nadam"),
        new([100, 256, 128, 5], 32, "adam") { Activation = "gelu", Dropout = 0.2 },
        new([256, 511, 257, 65], 33, "nesterov"),
        new([300, 77, 1], 1, "sgd") { Activation = "sigmoid", Targets = TargetKind.Labels },
        new([512, 512, 512, 512], 1000, "nesterov"),
        new([784, 32, 10], 33, "rmsprop"),
        new([784, 100, 10], 1, "sgd") { Activation = "sigmoid" },
        new([784, 128, 10], 1000, "adam"),
        new([784, 300, 100, 10], 64, "adam") { Activation = "elu" },
        new([784, 512, 512, 10], 33, "adam") { Dropout = 0.5 },
        new([784, 1000, 500, 250, 10], 128, "adamw") { ClipNorm = 1 },
        new([1000, 1000, 1000, 1000], 7, "adagrad"),
    ];

    /// <summary>The listed workload whose step has most nearly as many floating-point operations, in proportion.</summary>
    public static Workload Nearest(Workload workload) => Listed.MinBy(listed => Math.Abs(Math.Log(listed.Flops / workload.Flops)))!;
}
