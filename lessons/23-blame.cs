#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Each unit is responsible for a part of the error, by the strength of its connections; and the derivation for softmax with numbers.
using Cajal;

Sequential net = new Sequential { new Dense(3), new Sigmoid(), new Dense(3), new Softmax() }.Build([2], seed: 4).Compile(new Sgd(), new CrossEntropy());
var sample = new Dataset([1, -0.5f], [2], Targets.Classes([2], ["0", "1", "2"]));
Blame blame = Blame.Of(net, sample);
Console.WriteLine(blame);
Console.WriteLine(SoftmaxDerivation.Of(net, sample));
if (args is [var file])    // dotnet run lessons/23-blame.cs -- blame.svg
{
    File.WriteAllText(file, blame.ToSvg());
}
