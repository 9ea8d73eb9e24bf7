using System.Globalization;

namespace Cajal.Cli.Lessons.Learning;

/// <summary>A way of training with its rates to try, all with the same budget of trials.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rates">Three learning rates.</param>
/// <param name="Decays">Two strengths of decay.</param>
/// <param name="Create">The optimiser, the L2 in the gradient and the schedule of a trial.</param>
internal sealed record TunedMethod(string Name, double[] Rates, double[] Decays, Func<double, double, (Optimizer Optimizer, double L2, Schedule Schedule)> Create)
{
    private const int Seeds = 10;

    /// <summary>The methods that are compared.</summary>
    public static IReadOnlyList<TunedMethod> All { get; } =
    [
        new("Adam, λw in the gradient", [0.001, 0.003, 0.01], [1e-4, 1e-3], (rate, decay) => (new Adam(rate), decay, new ConstantSchedule())),
        new("AdamW", [0.001, 0.003, 0.01], [0.01, 0.1], (rate, decay) => (new AdamW(rate, decay), 0, new ConstantSchedule())),
        new("Nesterov, cosine schedule", [0.01, 0.03, 0.1], [1e-4, 1e-3], (rate, decay) => (new Sgd(rate, 0.9, nesterov: true), decay, new CosineSchedule())),
    ];

    /// <summary>Tunes on validation rows, then trains with ten seeds.</summary>
    /// <returns>The setting that was chosen, and the shares of test rows right.</returns>
    public (string Setting, double[] Right) Run()
    {
        (Dataset seen, Dataset test) = LessonModels.Digits().Split(0.5, seed: 3);
        (Dataset training, Dataset validation) = seen.Split(1.0 / 3, seed: 4);
        (double Rate, double Decay) best = Rates.SelectMany(rate => Decays.Select(decay => (rate, decay)))
            .MinBy(trial => Enumerable.Range(0, 3).Average(seed => Train(training, trial.rate, trial.decay, (ulong)(100 + seed)).Evaluate(validation).Loss));
        double[] right = [.. Enumerable.Range(0, Seeds).Select(seed => Train(training, best.Rate, best.Decay, (ulong)seed).AccuracyOn(test))];
        return (string.Create(CultureInfo.InvariantCulture, $"η = {best.Rate}, decay {best.Decay}"), right);
    }

    private Sequential Train(Dataset training, double rate, double decay, ulong seed)
    {
        (Optimizer optimizer, double l2, Schedule schedule) = Create(rate, decay);
        Sequential net = new Sequential { new Dense(32), new Relu(), new Dense(10), new Softmax() }.Build([64], seed).Compile(optimizer, new CrossEntropy());
        net.Fit(training, new FitOptions { Epochs = 40, BatchSize = 16, L2 = l2, Schedule = schedule, Seed = seed });
        return net;
    }
}
