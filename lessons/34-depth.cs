#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Depth and data help: 3, 4, 6 and 11 layers, 1,000 and 10,000 points of two intertwined spirals in a frame.
using Cajal;

static bool IsInside(double x, double y)
{
    (double radius, double angle) = (Math.Sqrt((x * x) + (y * y)), Math.Atan2(y, x));
    return Math.Sin((12 * radius) + (2 * angle)) > 0 && radius < 1;
}

static Dataset Draw(int rows, int seed)
{
    var random = new Random(seed);
    float[] points = [.. Enumerable.Range(0, 2 * rows).Select(_ => (2.4f * random.NextSingle()) - 1.2f)];
    return new Dataset(points, [2], Targets.Classes([.. points.Chunk(2).Select(p => IsInside(p[0], p[1]) ? 1 : 0)], ["outside", "inside"]));
}

Dataset test = Draw(5000, seed: 999);
foreach (int layers in new[] { 3, 4, 6, 11 })
{
    foreach (int samples in new[] { 1000, 10_000 })
    {
        var net = new Sequential();
        for (int layer = 1; layer < layers; layer++)
        {
            net.Add(new Dense(12, new HeInitializer()));
            net.Add(new Relu());
        }

        net.Add(new Dense(2));
        net.Add(new Softmax());
        net.Compile(new Adam(0.01), new CrossEntropy(), new Accuracy());
        net.Fit(Draw(samples, seed: 1), new FitOptions { Epochs = 640_000 / samples, Schedule = new CosineSchedule(warmUp: 0.05), ClipNorm = 1 });
        Console.WriteLine($"{layers,2} layers, {samples,6} samples, {net.ParameterCount,5} parameters: {net.Evaluate(test).Report["accuracy"].Value:P1} right");
        if (samples == 10_000 && layers == 6)
        {
            Console.WriteLine(DecisionPicture.Draw(net, new(-1.2, -1.2), new(1.2, 1.2), 56, 26));
        }
    }
}
