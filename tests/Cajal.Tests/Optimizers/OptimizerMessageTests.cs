using System.Text.Json.Nodes;

namespace Cajal.Tests.Optimizers;

public sealed class OptimizerMessageTests
{
    [Fact]
    public void Wrong_settings_name_optimiser_number_and_range()
    {
        Assert.Equal("Sgd: LearningRate is -1, expected a finite number from 0 on. (Parameter 'LearningRate')", Range(() => new Sgd(-1)));
        Assert.Equal("Sgd: momentum is 1, expected a number in [0, 1). (Parameter 'momentum')", Range(() => new Sgd(0.1, 1)));
        Assert.Equal("Adam: beta2 is 1.5, expected a number in [0, 1). (Parameter 'beta2')", Range(() => new Adam(0.1, 0.9, 1.5)));
        Assert.Equal("AdamW: weightDecay is NaN, expected a finite number from 0 on. (Parameter 'weightDecay')", Range(() => new AdamW(0.1, double.NaN)));
        Assert.Equal("RmsProp: epsilon is -1, expected a finite number from 0 on. (Parameter 'epsilon')", Range(() => new RmsProp(epsilon: -1)));
        Assert.Equal("AdaGrad: decay is -1, expected a finite number from 0 on. (Parameter 'decay')", Range(() => new AdaGrad(decay: -1)));
        Assert.Equal("Shampoo: beta3 is 1, expected a number in [0, 1). (Parameter 'beta3')", Range(() => new Shampoo(beta3: 1)));
        Assert.Equal("Kfac: damping is 0, expected a finite number above 0. (Parameter 'damping')", Range(() => new Kfac(damping: 0)));
    }

    [Fact]
    public void Nesterov_needs_momentum() => Assert.Equal(
        "Sgd: Nesterov's form needs a momentum above 0 and dampening 0. Set momentum, e.g. 0.9. (Parameter 'nesterov')",
        Assert.Throws<ArgumentException>(() => new Sgd(0.1, nesterov: true)).Message);

    [Fact]
    public void An_unknown_name_suggests_the_nearest() => Assert.Equal(
        "Optimizer 'adm' is not known. Did you mean 'adam'? Known: sgd, adam, adamw, nadam, rmsprop, adagrad, shampoo, kfac, lbfgs.",
        Assert.Throws<ConfigurationException>(() => Optimizer.ByName("adm")).Message);

    [Fact]
    public void A_damaged_file_is_described() => Assert.Equal(
        "Optimizer 'adagrad': \"decay\" is missing. The model file is damaged or was written by another version; train or export it again.",
        Assert.Throws<ModelFileException>(() => Optimizer.FromJson(JsonNode.Parse("""{"kind":"adagrad","learningRate":0.1}""")!.AsObject())).Message);

    private static string Range(Func<object> action) => Assert.Throws<ArgumentOutOfRangeException>(action).Message;
}
