#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// The activations stored on the way forward are what the way back uses; frozen layers and predictions store none.
using Cajal;

Dataset iris = BuiltInData.Iris();
Sequential model = new Sequential { new Dense(16), new Tanh(), new Dense(8), new Relu(), new Dense(3), new Softmax() }
    .Build([4], seed: 1).Compile(new Sgd(), new CrossEntropy());
Console.WriteLine($"all layers trained, 150 rows:\n{model.RecordForward(iris)}\n");
Console.WriteLine($"only the last layer trained:\n{model.RecordForward(iris, trained: ["dense3.weight", "dense3.bias"])}\n");
Console.WriteLine($"nothing trained:\n{model.RecordForward(iris, trained: [])}");
