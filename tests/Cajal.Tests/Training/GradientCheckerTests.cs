using Cajal.Training;

namespace Cajal.Tests.Training;

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
}
