namespace Cajal.Cli.Lessons.Learning;

/// <summary>An optimiser as it was published, for one weight, in plain numbers.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Optimizer">The library's.</param>
/// <param name="Start">Makes the recurrence: from weight, slope and number of the step, from 1, to the next weight.</param>
internal sealed record PublishedRecurrence(string Name, ElementwiseOptimizer Optimizer, Func<Func<double, double, int, double>> Start)
{
    private const double Rate = 0.05;

    /// <summary>Descent and what came after it.</summary>
    public static IReadOnlyList<PublishedRecurrence> All { get; } =
    [
        new("plain descent", new Sgd(Rate), () => (w, g, _) => w - (Rate * g)),
        new("momentum (Polyak 1964)", new Sgd(Rate, 0.9), () =>
        {
            double v = 0;
            return (w, g, _) => w - (Rate * (v = (0.9 * v) + g));
        }),
        new("Nesterov (1983; Sutskever 2013)", new Sgd(Rate, 0.9, nesterov: true), () =>
        {
            double v = 0;
            return (w, g, _) =>
            {
                v = (0.9 * v) + g;
                return w - (Rate * (g + (0.9 * v)));
            };
        }),
        new("AdaGrad (Duchi 2011)", new AdaGrad(Rate), () =>
        {
            double s = 0;
            return (w, g, _) => w - (Rate * g / (Math.Sqrt(s += g * g) + 1e-10));
        }),
        new("RMSProp (Tieleman 2012)", new RmsProp(Rate), () =>
        {
            double s = 0;
            return (w, g, _) => w - (Rate * g / (Math.Sqrt(s = (0.99 * s) + (0.01 * g * g)) + 1e-8));
        }),
        new("Adam (Kingma 2015)", new Adam(3e-4), () => AdamStep(3e-4, decay: 0)),
        new("AdamW (Loshchilov 2019)", new AdamW(Rate, 0.1), () => AdamStep(Rate, decay: 0.1)),
        new("NAdam (Dozat 2016)", new NAdam(Rate), NAdamStep),
    ];

    /// <summary>The weight after each step.</summary>
    public double[] Run(double start, double[] gradients)
    {
        Func<double, double, int, double> next = Start();
        double weight = start;
        return [.. gradients.Select((gradient, step) => weight = next(weight, gradient, step + 1))];
    }

    private static Func<double, double, int, double> AdamStep(double rate, double decay)
    {
        (double m, double v) = (0, 0);
        return (w, g, t) =>
        {
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            double root = Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8;
            return (w * (1 - (rate * decay))) - (rate * m / (1 - Math.Pow(0.9, t)) / root);
        };
    }

    /// <summary>μ_t = β₁(1 − ½·0.96^(tψ)) with ψ = 0.004.</summary>
    private static Func<double, double, int, double> NAdamStep()
    {
        (double m, double v, double product) = (0, 0, 1);
        return (w, g, t) =>
        {
            double Mu(int step) => 0.9 * (1 - (0.5 * Math.Pow(0.96, step * 0.004)));
            product *= Mu(t);
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            double root = Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8;
            return w - (Rate * (((1 - Mu(t)) / (1 - product) * g) + (Mu(t + 1) / (1 - (product * Mu(t + 1))) * m)) / root);
        };
    }
}
