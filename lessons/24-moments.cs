#!/usr/bin/env dotnet
#:project ../src/Cajal/Cajal.csproj
// Other things than the gradient propagate too: moments of the samples' gradients back, mean and covariance of the outputs forward.
using Cajal;

Dataset iris = BuiltInData.Iris();
Sequential net = new Sequential { new Dense(2), new Tanh(), new Dense(3), new Softmax() }.Build([4], seed: 1).Compile(new Sgd(), new CrossEntropy());
foreach (ParameterMoments moments in GradientMoments.Of(net, iris))
{
    Console.WriteLine($"{moments.Name} {moments.Shape}");
    Console.WriteLine($"  mean gradient {Row(moments.Mean)}\n  second moment {Row(moments.SecondMoment)}\n  Gauss-Newton  {Row(moments.GaussNewton)}");
}

Sequential relu = new Sequential { new Dense(16, new HeInitializer()), new Relu(), new Dense(2) }.Build([2], seed: 1);
double[,] covariance = { { 1, 0.4 }, { 0.4, 2 } };
foreach (CovarianceMode mode in new[] { CovarianceMode.Full, CovarianceMode.Diagonal })
{
    OutputMoments outputs = OutputMoments.Of(relu, mean: [0.5, -1], covariance, mode);
    Console.WriteLine($"outputs, {mode,-8}: mean {Row(outputs.Mean)}  covariance {Row(outputs.Covariance.Cast<double>())}");
}

static string Row(IEnumerable<double> numbers) => string.Join(" ", numbers.Take(8).Select(number => $"{number,8:0.0000}"));
