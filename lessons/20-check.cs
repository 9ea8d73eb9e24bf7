#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Are the gradients right? Compared with differences of the loss; and all parameters as one vector.
using Cajal;

Dataset iris = BuiltInData.Iris();
foreach (Activation activation in new Activation[] { new Tanh(), new Relu(), new Sigmoid() })
{
    Sequential net = new Sequential { new Dense(6), activation, new Dense(3), new Softmax() }.Build([4], seed: 1).Compile(new Sgd(), new CrossEntropy());
    Console.WriteLine($"{activation.GetType().Name,-8} {net.CheckGradients(iris)}");
}

Sequential model = new Sequential { new Dense(6), new Tanh(), new Dense(3), new Softmax() }.Build([4], seed: 1);
ParameterVector vector = model.Unroll();
Console.WriteLine($"\n{vector.Length} parameters in one vector:");
foreach (ModelParameter parameter in model.Parameters)
{
    Console.WriteLine($"  {parameter.Name,-13} {parameter.Shape,-7} from {vector.IndexOf(parameter.Name)}");
}

(string name, int element) = vector.NameOf(40);
Console.WriteLine($"number 40 is element {element} of {name}, {vector.ToArray()[40]}");
