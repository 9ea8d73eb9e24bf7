#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// What fires together wires together. Left alone the weights explode; Oja's rule keeps their length at 1.
using Cajal;

var dog = new HebbianUnit([1, 0, 0], rate: 0.2);    // food, bell, light
for (int meal = 0; meal <= 5; meal++)
{
    Console.WriteLine($"after {meal} meals with the bell: food {dog.Output([1, 0, 0]):0.0}  bell {dog.Output([0, 1, 0]):0.0}  light {dog.Output([0, 0, 1]):0.0}");
    dog.Associate([1, 1, 0], 1);
}

// Inputs with variance 4 along (cos 30°, sin 30°) and 1 across.
var random = new Random(1);
double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
(double sine, double cosine) = Math.SinCos(Math.PI / 6);
var hebb = new HebbianUnit([0.3, -0.4], rate: 0.0005);
var oja = new HebbianUnit([0.3, -0.4], rate: 0.0005, HebbianRule.Oja);
Console.WriteLine("\n  step      length by Hebb      length by Oja   cos with the first eigenvector");
for (int step = 0; step <= 20_000; step++)
{
    if (step % 4000 == 0)
    {
        Console.WriteLine($"{step,6} {Length(hebb),19:G4} {Length(oja),18:0.0000} {((oja.Weights[0] * cosine) + (oja.Weights[1] * sine)) / Length(oja),20:0.0000}");
    }

    (double along, double across) = (2 * Normal(), Normal());
    double[] x = [(along * cosine) - (across * sine), (along * sine) + (across * cosine)];
    hebb.Learn(x);
    oja.Learn(x);
}

static double Length(HebbianUnit unit) => Math.Sqrt((unit.Weights[0] * unit.Weights[0]) + (unit.Weights[1] * unit.Weights[1]));
