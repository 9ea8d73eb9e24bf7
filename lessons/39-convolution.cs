#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Convolutional nets counted, and LeNet-5 trained on digits in random places of a picture.
using Cajal;

foreach (string name in new[] { "lenet5-1998", "lenet5", "alexnet-2012", "alexnet", "vgg16" })
{
    IReadOnlyList<LayerCost> layers = LayerCost.Of(KnownNets.ByName(name).Create());
    Console.WriteLine($"{name,-13} {layers.Sum(layer => layer.Parameters),13:N0} parameters {layers.Sum(layer => layer.MultiplyAdds),16:N0} connections");
}

const int Side = 12;
Dataset digits = BuiltInData.Digits();
var random = new Random(1);
float[] pictures = new float[digits.Count * Side * Side];
for (int row = 0; row < digits.Count; row++)
{
    (int right, int down) = (random.Next(Side - 7), random.Next(Side - 7));
    for (int pixel = 0; pixel < 64; pixel++)
    {
        pictures[(((row * Side) + (pixel / 8) + down) * Side) + (pixel % 8) + right] = digits.Row(row)[pixel] / 16;
    }
}

digits = digits.WithInputs(pictures, [Side, Side]);
Dataset test = digits.Select([.. Enumerable.Range(0, digits.Count).Where(row => row % 5 == 0)]);
Dataset training = digits.Select([.. Enumerable.Range(0, digits.Count).Where(row => row % 5 > 0)]);
Model net = KnownNets.ByName("lenet5").Create([Side, Side]).Compile(new Adam(0.003), new CrossEntropy(), new Accuracy());
net.Build(seed: 1);
Console.WriteLine(net.Summary());
net.Fit(training, new FitOptions { Epochs = 40, BatchSize = 32, Schedule = new CosineSchedule() });
Console.WriteLine(net.Evaluate(test));
