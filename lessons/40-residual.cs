#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// A hundred layers: plain, and with connections around each two of them. What reaches the first layer, and what is learned?
using Cajal;

const int Blocks = 49;
const int Width = 32;

Dataset digits = BuiltInData.Digits();
digits = digits.WithInputs([.. digits.Inputs.ToArray().Select(gray => gray / 16)], [64]);
int[][] parts = Splits.Stratified(digits.Targets, [0.8, 0.2], seed: 1);
(Dataset training, Dataset test) = (digits.Select(parts[0]), digits.Select(parts[1]));

foreach (bool isResidual in new[] { false, true })
{
    Model net = Net(isResidual);
    IReadOnlyList<LayerHealth> layers = net.Diagnose(training).Layers;
    double[] norms = [.. new[] { 1, 25, Blocks }.Select(block => layers.Single(layer => layer.Name == $"block{block}").GradientNorm)];
    Console.WriteLine($"{(isResidual ? "residual" : "plain"),-9} gradient at blocks 1, 25, {Blocks}: {string.Join(", ", norms.Select(norm => $"{norm:0.0e+00}"))}");
    net.Fit(training, new FitOptions { Epochs = isResidual ? 20 : 5, Schedule = new CosineSchedule(), L2 = 1e-3 });
    Console.WriteLine(net.Evaluate(test));
}

static Model Net(bool isResidual)
{
    var x = new Input(64);
    ModelValue value = x.Then(new Dense(Width, new HeInitializer()));
    for (int block = 1; block <= Blocks; block++)
    {
        // A residual block begins by adding nothing.
        Initializer last = isResidual ? new ZerosInitializer() : new HeInitializer();
        ModelValue inner = value.Then(new Relu(), new Dense(Width, new HeInitializer()), new Relu(), new Dense(Width, last) { Name = $"block{block}" });
        value = isResidual ? new Add().After(value, inner) : inner;
    }

    return new Model([x], [value.Then(new Relu(), new Dense(10), new Softmax())]).Build(seed: 1).Compile(new Adam(0.001), new CrossEntropy(), new Accuracy());
}
