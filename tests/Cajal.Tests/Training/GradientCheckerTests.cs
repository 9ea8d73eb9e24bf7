using Cajal.Training;

namespace Cajal.Tests.Training;

/// <summary>G6: gradient checking of any model; planted faults are found and named.</summary>
public sealed class GradientCheckerTests
{
    public static TheoryData<string> Activations => [.. Activation.Names.Except(["threshold", "softmax"])];

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_right_gradient_passes(string activation)
    {
        Dataset data = FitTests.Blobs(8);
        Sequential model = new Sequential { new Dense(9), Activation.ByName(activation), new Dense(7), Activation.ByName(activation), new Dense(3), new Softmax() }
            .Build([4], 2).Compile(new Sgd(), new CrossEntropy());
        GradientCheckResult result = model.CheckGradients(data);
        Assert.True(result.Ok, result.ToString());
        Assert.Equal(model.ParameterCount, result.Checked + result.Skipped);
    }

    [Fact]
    public void A_sample_is_spread_over_all_parameters()
    {
        Sequential model = new Sequential { new Dense(200), new Relu(), new Dense(100), new Relu(), new Dense(3), new Softmax() }
            .Build([4], 2).Compile(new Sgd(), new CrossEntropy());
        GradientCheckResult result = model.CheckGradients(FitTests.Blobs(20), sample: 300);
        Assert.True(result.Ok, result.ToString());
        Assert.InRange(result.Checked, 200, 320);
    }

    [Theory]
    [InlineData("dense1.weight", 1.001)]
    [InlineData("dense2.weight", -1)]
    [InlineData("dense2.bias", 0)]
    [InlineData("dense1.bias", 6)]
    public void A_wrong_gradient_is_found_and_named(string parameter, double factor)
    {
        Sequential model = FitTests.Net(3);
        var checker = new GradientChecker(model, FitTests.Blobs(6), (other, gradient) => other.Name == parameter ? gradient * factor : gradient);
        GradientCheckResult result = checker.Run(1000, 0);
        Assert.False(result.Ok);
        Assert.Equal(parameter, result.WorstParameter);
    }

    public static TheoryData<string, string> PlantedFaults => new()
    {
        { "one weight", "dense1.weight: element [0-9]+ alone is wrong" },
        { "sign", "dense2.weight: its gradient is of the wrong sign" },
        { "lost bias", "dense1.bias: its gradient is lost: it is 0" },
        { "penalised bias", "dense2.bias: its gradient holds 0.3 times the parameter itself, a penalty that the loss does not have" },
        { "missing 1/m", "all gradients are 6 times too large; look for a missing or doubled mean over the rows \\(1/m\\)" },
    };

    [Theory]
    [MemberData(nameof(PlantedFaults))]
    public void A_planted_fault_is_named(string fault, string expected)
    {
        Sequential model = FitTests.Net(3);
        model.Unroll().Assign([.. model.Unroll().ToArray().Select((weight, index) => weight + (0.01f * ((index % 7) - 3.5f)))]);

        GradientCheckResult result = new GradientChecker(model, FitTests.Blobs(6), (parameter, gradient) => Planted(fault, parameter.Name, gradient)).Run(1000, 0);

        Assert.False(result.Ok);
        Assert.Matches($"^{expected}", Assert.Single(result.Faults));
        Assert.EndsWith($"\n  {result.Faults[0]}", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_faults_are_named_each_by_its_parameter()
    {
        var checker = new GradientChecker(FitTests.Net(3), FitTests.Blobs(6), (parameter, gradient) =>
            parameter.Name switch { "dense1.weight" => gradient * gradient, "dense2.bias" => gradient * 2, _ => gradient });

        Assert.Equal(["dense1.weight: its gradient is wrong", "dense2.bias: its gradient is 2 times too large"], checker.Run(1000, 0).Faults);
    }

    [Fact]
    public void A_right_gradient_has_no_faults() => Assert.Empty(FitTests.Net(3).CheckGradients(FitTests.Blobs(6)).Faults);

    /// <summary>The lectures' criterion, |a − n| ≤ 1e-6·max(|a|, |n|) + 1e-9, with smooth and with kinked activations, for each kind of output.</summary>
    [Theory]
    [InlineData("tanh", "cross-entropy")]
    [InlineData("relu", "cross-entropy")]
    [InlineData("leaky-relu", "half-squared-error")]
    [InlineData("sigmoid", "half-squared-error")]
    [InlineData("elu", "binary-cross-entropy")]
    public void Every_weight_meets_the_lectures_criterion(string activation, string loss)
    {
        Dataset data = FitTests.Blobs(8);
        var kind = Loss.ByName(loss);
        data = kind.Fits(TargetKind.Classes) ? data : data.WithTargets(
            kind.Fits(TargetKind.Labels) ? Targets.Labels([.. Enumerable.Range(0, 24).Select(i => (float)(i % 2))], ["a", "b", "c"]) : Targets.Values([.. Enumerable.Range(0, 24).Select(i => i / 12f)], ["a", "b", "c"]));
        Sequential model = new Sequential { new Dense(9), Activation.ByName(activation), new Dense(7), Activation.ByName(activation), new Dense(3) }.Build([4], 2).Compile(new Sgd(), kind);

        IReadOnlyList<GradientComparison> comparisons = new GradientChecker(model, data).Compare(1000, 0);

        Assert.Equal(model.ParameterCount, comparisons.Count);
        Assert.All(comparisons.Where(one => one.Difference is not null), one =>
            Assert.InRange(Math.Abs(one.Gradient - one.Difference!.Value), 0, (1e-6 * one.Size) + 1e-9));
        Assert.InRange(comparisons.Count(one => one.Difference is null), 0, 0.05 * comparisons.Count);
    }

    private static Node Planted(string fault, string parameter, Node gradient)
    {
        Graph graph = gradient.Graph;
        int count = gradient.Shape.Count;
        return (fault, parameter) switch
        {
            ("one weight", "dense1.weight") => gradient * (1 + (0.001 * gradient.Reshape([1, count]).ArgMaximum().OneHot(count).Reshape(gradient.Shape))),
            ("sign", "dense2.weight") => -gradient,
            ("lost bias", "dense1.bias") => graph.Constant(0).Broadcast(gradient.Shape),
            ("penalised bias", "dense2.bias") => gradient + (0.3 * graph.Nodes.Single(node => node.Operator is Cajal.Ops.Parameter { ParameterName: "dense2.bias" })),
            ("missing 1/m", _) => gradient * 6,
            _ => gradient,
        };
    }
}
