#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Where weights begin: from zeros nothing learns, from a constant all hidden units stay alike, random weights break the symmetry.
using Cajal;

Dataset iris = BuiltInData.Iris();
iris = Scaler.Fit("standard", iris).Apply(iris);
foreach ((string name, Initializer start) in new (string, Initializer)[]
{
    ("zeros", new ZerosInitializer()), ("constant 0.1", new ConstantInitializer(0.1)), ("N(0, σ = 0.01)", new NormalInitializer(0.01)), ("Glorot", new GlorotInitializer()),
    ("He", new HeInitializer()), ("orthogonal", new OrthogonalInitializer()),
})
{
    Sequential net = new Sequential { new Dense(4, start), new Tanh(), new Dense(3, start), new Softmax() }.Build([4], seed: 1).Compile(new Sgd(0.1), new CrossEntropy());
    History history = net.Fit(iris, new FitOptions { Epochs = 30 });
    float[] weights = net.Parameters[0].Values.ToArray();
    int different = Enumerable.Range(0, 4).Select(unit => string.Join(" ", Enumerable.Range(0, 4).Select(input => weights[(input * 4) + unit]))).Distinct().Count();
    Console.WriteLine($"{name,-15} loss {history.Epochs[0].Loss:0.0000} → {history.Epochs[^1].Loss:0.0000}, {different} different hidden units of 4");
}
